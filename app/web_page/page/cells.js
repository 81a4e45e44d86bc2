// Cells of the picture that answer a question: a layer over it, in which they are chosen by mouse, finger and keys.

const NAMESPACE = "http://www.w3.org/2000/svg";
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function made(tag, attributes) {
  const node = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

class Cells {
  /** `onChange` is called when other cells are chosen. */
  constructor(layer, onChange) {
    Object.assign(this, { layer, onChange });
    this.places = null; // [FLAT, NAME, corner and two edges] of each cell
    this.chosen = []; // flat indices, in the order in which they were chosen
    layer.addEventListener("click", (event) => {
      const at = this.nodes.indexOf(event.target.closest("g"));
      if (at < 0) return;
      event.stopPropagation();
      this.toggle(at);
    });
    layer.addEventListener("keydown", (event) => this.press(event));
  }

  get nodes() {
    return [...this.layer.children];
  }

  /** Those of a picture of this size; none: the layer is away. In order: each has its number. */
  show(places, viewBox, isOrdered) {
    this.isOrdered = isOrdered;
    this.layer.toggleAttribute("hidden", !places);
    if (places && places !== this.places) {
      this.layer.setAttribute("viewBox", viewBox);
      this.layer.replaceChildren(...places.map((place, i) => this.cell(place, i)));
    }
    this.places = places;
    if (places) this.showChosen();
  }

  cell([, name, x, y, ux, uy, vx, vy], i) {
    const node = made("g", { role: "checkbox", tabindex: i === 0 ? 0 : -1 });
    const [cx, cy] = [x + 0.24 * (ux + vx), y + 0.24 * (uy + vy)];
    const number = made("text", { x: cx, y: cy, "aria-hidden": "true" });
    node.dataset.name = name;
    node.append(
      made("path", { d: `M${x} ${y}l${ux} ${uy}l${vx} ${vy}l${-ux} ${-uy}z` }), made("circle", { cx, cy, r: 13 }), number);
    return node;
  }

  clear() {
    this.chosen = [];
    this.places = null;
  }

  toggle(at) {
    const flat = this.places[at][0];
    const place = this.chosen.indexOf(flat);
    if (place < 0) this.chosen.push(flat);
    else this.chosen.splice(place, 1);
    this.showChosen();
    this.onChange();
  }

  showChosen() {
    this.nodes.forEach((node, i) => {
      const place = this.chosen.indexOf(this.places[i][0]);
      const number = this.isOrdered && place >= 0 ? String(place + 1) : "";
      node.setAttribute("aria-checked", String(place >= 0));
      node.setAttribute("aria-label", node.dataset.name + (number ? ", " + number : ""));
      node.setAttribute("class", number ? "numbered" : "");
      node.lastChild.textContent = number;
    });
  }

  /** As answer_book.h has it. */
  guess() {
    const flats = this.isOrdered ? this.chosen : [...this.chosen].sort((a, b) => a - b);
    return "#" + flats.join(",");
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const nodes = this.nodes;
    const at = nodes.indexOf(event.target.closest("g"));
    if (at < 0) return;
    if (event.key in DIRECTIONS) {
      const next = this.neighbour(at, DIRECTIONS[event.key]);
      for (const [i, node] of nodes.entries()) node.setAttribute("tabindex", i === next ? 0 : -1);
      nodes[next].focus();
    } else if (event.key === " " || event.key === "Enter") {
      this.toggle(at);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** The nearest one in a direction; this one where there is none. */
  neighbour(at, [right, down]) {
    const middle = ([, , x, y, ux, uy, vx, vy]) => [x + (ux + vx) / 2, y + (uy + vy) / 2];
    const [x, y] = middle(this.places[at]);
    let best = at;
    let least = Infinity;
    this.places.forEach((place, i) => {
      const [dx, dy] = [middle(place)[0] - x, middle(place)[1] - y];
      const along = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (along < 1 || aside > 1.5 * along || along + 2 * aside >= least) return;
      least = along + 2 * aside;
      best = i;
    });
    return best;
  }
}
