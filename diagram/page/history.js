// Runs once for the list of the history (js_on_load of gr.HTML).
const local = () => {
  for (const time of element.querySelectorAll("time")) {
    const when = new Date(time.dateTime);
    time.textContent = when.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  }
};
local();
watch("value", local);

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.page) {
    trigger("select", { page: Number(button.dataset.page) });
    return;
  }
  const { do: action, work } = button.dataset;
  const card = button.closest(".card");
  if (action === "open") trigger("click", { work });
  else if (action === "sure" || action === "keep") {
    const [usual, really] = card.querySelectorAll(".actions");
    usual.hidden = action === "sure";
    really.hidden = action === "keep";
    (action === "sure" ? really.querySelector('[data-do="keep"]') : usual.querySelector('[data-do="sure"]')).focus();
  } else if (action) trigger("input", { do: action, work });
});
