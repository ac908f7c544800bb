// Elements of the page, and the only way in which texts and formulas get into it.
const MATHML = "http://www.w3.org/1998/Math/MathML";
const elements = new Set(data.elements), attributes = new Set(data.attributes);

function element(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key === "text") made.textContent = value;
    else if (key === "class") made.className = value;
    else if (key === "click") made.addEventListener("click", value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

// A text that somebody else wrote: whatever its direction, it ends where it ends.
const given = (text) => element("bdi", { text });
const pre = (text) => element("pre", { text, dir: "auto" });

function known(source) {
  if (source.nodeType === Node.TEXT_NODE) return document.createTextNode(source.data);
  if (!elements.has(source.localName)) return document.createTextNode(source.textContent);
  const made = document.createElementNS(MATHML, source.localName);
  for (const { name, value } of source.attributes) {
    if (attributes.has(name)) made.setAttribute(name, value);
  }
  made.append(...[...source.childNodes].map(known));
  return made;
}

function formula(number) {
  const source = data.formulas[number];
  if (!source) return null;
  const read = new DOMParser().parseFromString(source, "application/xml").documentElement;
  if (read.localName !== "math") return null;
  const made = known(read);
  made.setAttribute("display", "block");
  return made;
}

function answer(text, number) {
  const made = formula(number);
  if (made) return element("div", { class: "answer" }, made);
  return !data.texts[text] ? null : element("div", { class: "answer" }, pre(data.texts[text]));
}

// An empty place is filled with a table; a long one shows its beginning until all is asked for. A
// cell that takes some making is a function, which is called when it is shown.
function table(place, caption, columns, rows, nothing) {
  place.replaceChildren();
  if (!rows.length) return place.append(element("p", { class: "soft", text: nothing }));
  const body = element("tbody");
  const head = columns.map(([title, kind]) => element("th", { scope: "col", class: kind || "", text: title }));
  const row = (cells) => element("tr", {}, ...cells.map((cell, at) =>
    element(at ? "td" : "th", at ? { class: columns[at][1] || "" } : { scope: "row" },
      typeof cell === "function" ? cell() : cell)));
  const add = (some) => body.append(...some.map(row));
  add(rows.slice(0, SHOWN_AT_FIRST));
  place.append(element("div", { class: "wide", role: "group", "aria-label": caption, tabindex: "0" },
    element("table", {}, element("caption", { class: "hidden", text: caption }),
      element("thead", {}, element("tr", {}, ...head)), body)));
  if (rows.length > SHOWN_AT_FIRST) {
    const more = element("button", { type: "button", text: `Show all ${rows.length}`, click: () => {
      add(rows.slice(SHOWN_AT_FIRST));
      more.remove();
    } });
    place.append(more);
  }
}

const signed = (value) => element("span", { class: value < 0 ? "minus" : "plus",
  text: `${value < 0 ? "−" : "+"}${points(Math.abs(value))}` });
const studentLink = (one) =>
  element("button", { type: "button", class: "link", click: () => showStudent(one) }, given(nameOf(one)));
const lineLink = (line) =>
  element("button", { type: "button", class: "link", text: line.number, click: () => showLine(line) });
