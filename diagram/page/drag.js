// Runs once for the large view (js_on_load of gr.HTML): nodes are moved while the edit panel is open.
const STEP = 10; // px by an arrow key, 1 with Shift
const LATER = 500; // ms after the last arrow key until the server is told
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let held = null; // { node, x, y, dx, dy, pointer }
let waiting = 0;
let refocus = null;

const panel = () => document.querySelector("#edit-tools");
const editing = () => Boolean(panel()?.offsetParent);

let was = false;
const sync = () => {
  const on = (was = editing());
  element.querySelector("svg")?.setAttribute("role", on ? "group" : "img"); // an image has nothing to press
  element.classList.toggle("editing", on);
  for (const node of element.querySelectorAll("[data-node]")) {
    if (on) {
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", node.dataset.said);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) node.removeAttribute(name);
    }
  }
};

// A drawing that is smaller than it can be read: a tap makes it large, another one shows the whole again.
const SMALLEST = 0.6; // of its size; style.css has it too
const measure = () => {
  const sheet = element.querySelector(".paper");
  const svg = sheet?.querySelector("svg");
  if (!svg || sheet.classList.contains("large")) return;
  const wanted = parseFloat(sheet.style.getPropertyValue("--width")) * SMALLEST;
  sheet.classList.toggle("small", svg.clientWidth > 0 && svg.clientWidth < wanted - 1);
};
new ResizeObserver(measure).observe(element);

element.addEventListener("click", (event) => {
  const sheet = event.target.closest(".paper.small");
  if (!sheet || (editing() && event.target.closest("[data-node]"))) return;
  sheet.classList.toggle("large");
  measure();
});

const place = (event) => {
  const svg = element.querySelector("svg");
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [point.x, point.y];
};

const lift = (node) => {
  const { node: number } = node.dataset;
  for (const line of element.querySelectorAll("[data-ends]")) {
    line.classList.toggle("loose", line.dataset.ends.split(" ").includes(number));
  }
  node.classList.add("held");
};

const shift = () => held.node.setAttribute("transform", `translate(${held.dx} ${held.dy})`);

const release = (told) => {
  if (!held) return;
  const { node, dx, dy } = held;
  held = null;
  node.classList.remove("held");
  if (!told || (Math.abs(dx) < 1 && Math.abs(dy) < 1)) {
    node.removeAttribute("transform");
    for (const line of element.querySelectorAll(".loose")) line.classList.remove("loose");
    return;
  }
  const { node: number, x, y } = node.dataset;
  trigger("input", { do: "move", node: Number(number), x: Number(x) + dx, y: Number(y) + dy });
};

element.addEventListener("pointerdown", (event) => {
  const node = event.target.closest("[data-node]");
  if (!node || !editing() || event.button) return;
  clearTimeout(waiting);
  release(true);
  const [x, y] = place(event);
  held = { node, x, y, dx: 0, dy: 0, pointer: event.pointerId };
  element.setPointerCapture(event.pointerId);
  node.focus({ preventScroll: true });
  lift(node);
  event.preventDefault();
});

element.addEventListener("pointermove", (event) => {
  if (!held || held.pointer !== event.pointerId) return;
  const [x, y] = place(event);
  held.dx = x - held.x;
  held.dy = y - held.y;
  shift();
});

element.addEventListener("pointerup", (event) => {
  if (held?.pointer === event.pointerId) release(true);
});
element.addEventListener("pointercancel", () => release(false));

element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".paper.small")) event.target.click();
  const node = event.target.closest?.("[data-node]");
  if (!node || !editing()) return;
  if (event.key === "Escape") {
    clearTimeout(waiting);
    release(false);
  }
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (held?.node !== node) {
    release(true);
    held = { node, x: 0, y: 0, dx: 0, dy: 0, pointer: null };
    lift(node);
  }
  const far = event.shiftKey ? 1 : STEP;
  held.dx += far * step[0];
  held.dy += far * step[1];
  shift();
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    refocus = node.dataset.node;
    release(true);
  }, LATER);
});

// The panel is opened and closed elsewhere on the page.
const options = { subtree: true, childList: true, attributes: true, attributeFilter: ["style", "class"] };
new MutationObserver(() => editing() !== was && sync()).observe(document.body, options);

watch("value", () => {
  held = null;
  sync();
  measure();
  const node = refocus === null ? null : element.querySelector(`[data-node="${refocus}"]`);
  refocus = null;
  node?.focus({ preventScroll: true });
});
