// Runs once for each element of the edit panel (js_on_load of gr.HTML): its tools, its tables, the link.
let fresh = 0;

const rows = (name) => [...element.querySelectorAll(`[data-table="${name}"] tbody tr`)];
const field = (row, name) => row.querySelector(`[data-field="${name}"]`);
const dirty = () => element.querySelector(".edit-tables")?.classList.add("dirty");

const read = (name, fields) =>
  rows(name).map((row) => ({
    key: row.dataset.key || "",
    ...Object.fromEntries(fields.map((each) => [each, field(row, each).value])),
  }));

const send = () => {
  const data = { do: "tables", nodes: read("nodes", ["label", "shape", "color", "group"]) };
  if (element.querySelector('[data-table="edges"]')) data.edges = read("edges", ["source", "target", "label"]);
  trigger("input", data);
};

// A list of nodes is filled when it is about to be opened: hundreds of lists of hundreds are slow.
const fill = (select) => {
  const chosen = select.value;
  const names = rows("nodes").map((row) => [row.dataset.key, field(row, "label").value || row.dataset.key]);
  select.replaceChildren(
    ...[["", "…"], ...names].map(([key, name]) => new Option(name.slice(0, 60), key, false, key === chosen)),
  );
};
for (const kind of ["focusin", "pointerdown"]) {
  element.addEventListener(kind, (event) => {
    const select = event.target.closest?.('[data-field="source"], [data-field="target"]');
    if (select && (kind === "pointerdown" || document.activeElement === select)) fill(select);
  });
}

const add = (name) => {
  const blank = element.querySelector(`template[data-blank="${name}"]`);
  const row = blank.content.firstElementChild.cloneNode(true);
  if (name === "nodes") row.dataset.key = `new ${++fresh}`;
  element.querySelector(`[data-table="${name}"] tbody`).append(row);
  row.querySelector("input, select").focus();
};

const change = (button) => {
  const row = button.closest("tr");
  const action = button.dataset.row;
  if (action === "add-node") add("nodes");
  else if (action === "add-edge") add("edges");
  else if (action === "up") row.previousElementSibling?.before(row);
  else if (action === "down") row.nextElementSibling?.after(row);
  else if (action === "delete") {
    const { key } = row.dataset;
    if (key) {
      for (const line of rows("edges")) {
        if ([field(line, "source").value, field(line, "target").value].includes(key)) line.remove();
      }
    }
    row.remove();
  }
  if (action === "up" || action === "down") button.focus();
  dirty();
};

const copy = async (button) => {
  const link = `${location.origin}${location.pathname}#d=${button.dataset.link}`;
  const said = element.querySelector(".said");
  const byHand = element.querySelector(".by-hand");
  try {
    await navigator.clipboard.writeText(link);
    said.textContent = button.dataset.said;
  } catch {
    byHand.hidden = false;
    byHand.querySelector("input").value = link;
    byHand.querySelector("input").select();
  }
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.disabled) return;
  if (button.dataset.row) change(button);
  else if (button.dataset.do === "tables") send();
  else if (button.dataset.do) trigger("input", { do: button.dataset.do });
  else if (button.dataset.link) copy(button);
});

element.addEventListener("change", (event) => {
  const { style } = event.target.dataset;
  if (style) trigger("input", { do: "style", field: style, value: event.target.value });
  else if (event.target.dataset.field) dirty();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches('input[type="text"][data-field]')) {
    event.preventDefault();
    send();
  }
});

// Ctrl + Z where nothing is being written: one element listens for all.
if (element.closest("#edit-tools")) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !element.isConnected) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    const action = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    const view = document.querySelector("#view");
    if (!action || !view || !view.offsetParent || !element.querySelector(`[data-do="${action}"]`)) return;
    event.preventDefault();
    trigger("input", { do: action });
  });
}
