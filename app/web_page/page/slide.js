// The window on its way to the next step: what lies in its outline is moved from its place in one picture to that in
// the next one. Both pictures stay as they are.

const SHARE = 0.18; // of a step's time, as in films (app/scene/base/timeline.cpp)
const MAX_MS = 400;
const TOLERANCE = 1.6; // px: outlines lie on whole ones

/** [LINE, numbers of its place and size] of each element of the windows' outlines; null: of another form. */
function outlinesOf(lines) {
  const outlines = [];
  let isWithin = false;
  for (const line of lines) {
    if (line.startsWith("<g ")) isWithin = line.startsWith('<g id="window');
    else if (line === "</g>") isWithin = false;
    else if (isWithin) {
      const found = /^<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/.exec(line) ?? /^<path d="([^"]*)"/.exec(line);
      if (!found) return null;
      outlines.push(found.length > 2 ? found.slice(1).map(Number) : found[1].match(/-?[\d.]+/g).map(Number));
    }
  }
  return outlines;
}

/** By how much an outline has moved, px; null: it is another one. */
function shiftOf(from, to) {
  if (from.length !== to.length || from.length < 4) return null;
  const shift = [to[0] - from[0], to[1] - from[1]];
  const isRect = from.length === 4;
  const isSame = from.every((number, i) => Math.abs(to[i] - number - (isRect && i > 1 ? 0 : shift[i % 2])) <= TOLERANCE);
  return isSame ? shift : null;
}

/** What lies in a box, of elements that belong to no part of the figure but the window. */
function isInBox(node, box) {
  const own = node.getBBox();
  return own.x >= box.x - TOLERANCE && own.y >= box.y - TOLERANCE &&
    own.x + own.width <= box.x + box.width + TOLERANCE && own.y + own.height <= box.y + box.height + TOLERANCE;
}

/** [ELEMENT, shift] of all that moves in a picture until the next one; empty: nothing does. */
function movesTo(picture, lines, nextLines) {
  const from = outlinesOf(lines);
  const to = outlinesOf(nextLines);
  if (!from || !to || from.length !== to.length) return [];
  const shifts = from.map((outline, i) => shiftOf(outline, to[i]));
  if (shifts.includes(null) || shifts.every(([x, y]) => x === 0 && y === 0)) return [];
  const moves = [];
  let outline = 0;
  const signs = [...picture.children].filter((node) => node.tagName === "text");
  for (const group of picture.querySelectorAll(':scope > g[id^="window"]')) {
    if (group.children.length === 0) continue;
    const shift = shifts[outline];
    outline += group.children.length;
    const box = group.getBBox();
    const within = [group];
    for (let node = group.previousElementSibling; node && node.tagName !== "g" && isInBox(node, box); node = node.previousElementSibling)
      within.push(node);
    for (const sign of signs) if (isInBox(sign, box)) within.push(sign);
    for (const node of within) moves.push([node, shift]);
  }
  return moves;
}

class Slide {
  /** Begins at once; `then` is called at its end, not where it is cancelled. */
  constructor(picture, moves, duration, then) {
    const timing = { duration: Math.min(duration, MAX_MS), easing: "cubic-bezier(0.3333,0,0.6667,1)", fill: "forwards" };
    this.running = moves.map(([node, [x, y]]) => node.animate({ transform: ["none", `translate(${x}px,${y}px)`] }, timing));
    for (const lines of picture.querySelectorAll('g[id^="sight-lines"]'))
      this.running.push(lines.animate({ opacity: [0, 0] }, timing));
    this.running[0].onfinish = () => {
      this.cancel();
      then();
    };
  }

  /** The picture is as it was before. */
  cancel() {
    for (const animation of this.running) {
      animation.onfinish = null;
      animation.cancel();
    }
  }
}
