// In the list of all groups: ruling on one, and putting together what a person finds to be one answer.
const ticked = new Set();

function groupActions(line, group) {
  const tick = element("input", { type: "checkbox", "aria-label": `The same answer: ${group.id}` });
  tick.checked = ticked.has(group.id);
  tick.addEventListener("change", () => {
    if (tick.checked) ticked.add(group.id);
    else ticked.delete(group.id);
    showTogether(line);
  });
  return element("p", { class: "buttons" },
    element("button", { type: "button", text: "Rule on it", click: () => ruleOn(line, group) }),
    element("label", { class: "ticked" }, tick, " the same as others that are ticked"));
}

function togetherView(line) {
  for (const id of ticked) if (!line.groups.some((group) => group.id === id)) ticked.delete(id);
  const button = element("button", { type: "button", id: "r-together", click: () => putTogether(line) });
  setTimeout(() => showTogether(line));
  return element("p", { class: "buttons" }, button, element("span", { id: "r-together-said", role: "status" }));
}

function showTogether(line) {
  const button = byId("r-together"), many = line.groups.filter((group) => ticked.has(group.id)).length;
  if (!button) return;
  button.disabled = many < 2;
  button.textContent = many < 2 ? "Tick groups that are one answer" : `Put ${many} groups together`;
}

async function putTogether(line) {
  const groups = line.groups.filter((group) => ticked.has(group.id)).map((group) => group.id);
  const say = (text) => {
    byId("r-together-said").textContent = text;
  };
  if (!await write("/same", { line: data.lines.indexOf(line), groups }, say)) return;
  ticked.clear();
  announce(`${groups.length} groups of ${line.number} are one answer now. The key u takes that back.`);
}
