// Runs once for each element of ours that has stars or pictures to open (js_on_load of gr.HTML).
// What is chosen is shown at once wherever the drawing stands, and told to the server.
const later = new Map();

const show = (drawing, score) => {
  for (const group of document.querySelectorAll(".stars")) {
    if (group.dataset.drawing !== drawing) continue;
    group.classList.toggle("rated", score !== null);
    for (const input of group.querySelectorAll("input")) input.checked = Number(input.value) === score;
  }
};

// Arrow keys pass through the scores between; only where they stop is told.
let byKeyboard = false;
element.addEventListener("keydown", () => (byKeyboard = true));
element.addEventListener("pointerdown", () => (byKeyboard = false));

element.addEventListener("change", (event) => {
  const group = event.target.closest(".stars");
  if (!group) return;
  const { drawing } = group.dataset;
  const score = Number(event.target.value);
  show(drawing, score);
  clearTimeout(later.get(drawing));
  later.set(drawing, setTimeout(() => trigger("input", { drawing, score }), byKeyboard ? 500 : 0));
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) {
    for (const other of element.querySelectorAll("[data-open]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    trigger("click", { drawing: button.dataset.open });
  } else if (button.dataset.page) {
    trigger("select", { page: Number(button.dataset.page) });
  } else if (button.classList.contains("remove")) {
    const group = button.closest(".stars");
    const { drawing } = group.dataset;
    clearTimeout(later.get(drawing));
    group.querySelector("input").focus(); // the button is about to go
    show(drawing, null);
    trigger("input", { drawing, score: null });
  }
});

// A new text of the page changes attributes, which a radio button that was pressed does not follow.
watch("value", () => {
  for (const input of element.querySelectorAll(".stars input")) input.checked = input.hasAttribute("checked");
});

// Left and right go through the candidates, from one of them or from nowhere in particular.
document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const from = event.target.closest?.("[data-open]");
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (from ? !element.contains(from) : event.target !== document.body) return;
  const all = [...element.querySelectorAll("[data-open]")].filter((button) => button.offsetParent);
  const at = all.findIndex((button) => (from ? button === from : button.ariaPressed === "true"));
  const next = all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
});
