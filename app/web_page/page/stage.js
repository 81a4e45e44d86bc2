// The picture on the page: lines of SVG, of which only those become elements anew that differ from what is shown.

const LOOK_AHEAD = 48; // lines within which one that was there before is found again

/** {line, children, node} of lines of which each is an element or opens or closes one. */
function treeOf(lines) {
  const root = { children: [] };
  const open = [root];
  for (const line of lines) {
    if (line.startsWith("</")) open.pop();
    else if (line.startsWith("<") && !line.startsWith("<?")) {
      const item = { line, children: null, node: null };
      open[open.length - 1].children.push(item);
      if (!line.endsWith("/>") && !line.includes("</")) {
        item.children = [];
        open.push(item);
      }
    }
  }
  return root.children[0];
}

function markupOf(item) {
  if (!item.children) return item.line;
  const tag = item.line.slice(1, item.line.indexOf(" "));
  return item.line + item.children.map(markupOf).join("") + "</" + tag + ">";
}

function adopt(item, node) {
  item.node = node;
  if (item.children) item.children.forEach((child, i) => adopt(child, node.children[i]));
}

class Stage {
  /** `lines` are those that `element` shows already. */
  constructor(element, lines) {
    this.element = element;
    this.shown = treeOf(lines);
    adopt(this.shown, element.querySelector("svg"));
  }

  show(lines) {
    const picture = treeOf(lines);
    if (picture.line !== this.shown.line) {
      this.element.innerHTML = markupOf(picture);
      adopt(picture, this.element.firstElementChild);
    } else {
      const added = [];
      this.reconcile(this.shown, picture, added);
      this.insert(added);
    }
    this.shown = picture;
  }

  /** Keeps the nodes of children that are the same, removes the others and lists what has to be made. */
  reconcile(old, item, added) {
    item.node = old.node;
    let next = 0; // the first of the old children that is not dealt with
    for (const child of item.children) {
      let found = next;
      const end = Math.min(old.children.length, next + LOOK_AHEAD);
      while (found < end && old.children[found].line !== child.line) ++found;
      if (found === end) {
        added.push([item, child]);
        continue;
      }
      for (; next < found; ++next) old.children[next].node.remove();
      ++next;
      if (child.children) this.reconcile(old.children[found], child, added);
      else child.node = old.children[found].node;
    }
    for (; next < old.children.length; ++next) old.children[next].node.remove();
  }

  /** Makes all new elements by one call of the parser. */
  insert(added) {
    if (added.length === 0) return;
    const scratch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    scratch.innerHTML = added.map(([, child]) => markupOf(child)).join("");
    const nodes = [...scratch.children];
    added.forEach(([, child], i) => adopt(child, nodes[i]));
    const parents = new Set(added.map(([parent]) => parent));
    for (const parent of parents) {
      let before = null;
      for (let i = parent.children.length; i-- > 0; ) {
        const node = parent.children[i].node;
        if (node.parentNode !== parent.node) parent.node.insertBefore(node, before);
        before = node;
      }
    }
  }
}
