// The same answers together, the largest group first.
const lineChoice = byId("s-line"), withRight = byId("s-right");

function fillLines() {
  for (const [at, line] of data.lines.entries()) {
    lineChoice.append(element("option", { value: at, text: `${line.number}  ${line.name}`.slice(0, 90) }));
  }
  const first = document.querySelector("#t-lines a[data-line]");
  const most = data.lines.findIndex((line) => first && line.number === first.dataset.line);
  lineChoice.value = String(Math.max(0, most));
}

function groupView(group, line) {
  const earned = group.earned.map(([score, count]) =>
    `${points(score)} of ${points(line.worth)}${group.earned.length > 1 ? ` (${count} times)` : ""}`);
  if (group.waiting) earned.push(`${group.waiting} wait for a person`);
  const kind = group.answer || group.formula ? "" : group.kind || "not known";
  const about = [kind, ...group.alike.map((at) => data.texts[at])].filter(Boolean);
  const called = element("ul", { class: "names" });
  const list = element("details", {}, element("summary", { text: counted(group.members.length, "submission") }), called);
  list.addEventListener("toggle", () => {
    if (list.open && !called.childElementCount) {
      called.append(...group.members.map((at) => element("li", {}, studentLink(data.submissions[at]))));
    }
  });
  return element("article", { class: "group" },
    element("div", { class: "head" },
      element("h3", { class: "size", text: `${group.members.length} ×` }),
      element("span", { text: earned.join(", ") }),
      element("code", { class: "soft push", text: group.id })),
    data.review ? groupActions(line, group) : null,
    answer(group.answer, group.formula),
    about.length ? element("p", { class: "soft" }, given(about.join(" · "))) : null,
    list);
}

function showGroups() {
  const line = data.lines[Number(lineChoice.value)], place = byId("answers-list");
  place.replaceChildren();
  if (!line) return;
  const shown = line.groups.filter((group) => withRight.checked || !group.right);
  const right = line.groups.filter((group) => group.right).reduce((sum, group) => sum + group.members.length, 0);
  byId("answers-count").textContent =
    `${counted(shown.length, "different answer")}${withRight.checked ? "" : " that earned less than all or wait"}; right: ${right}.`;
  if (data.review) place.append(togetherView(line));
  place.append(...shown.slice(0, SHOWN_AT_FIRST).map((group) => groupView(group, line)));
  if (shown.length > SHOWN_AT_FIRST) {
    const more = element("button", { type: "button", text: `Show all ${shown.length}`, click: () => {
      more.replaceWith(...shown.slice(SHOWN_AT_FIRST).map((group) => groupView(group, line)));
    } });
    place.append(more);
  }
}

function showLine(line) {
  lineChoice.value = String(data.lines.indexOf(line));
  showGroups();
  byId("answers").scrollIntoView();
  lineChoice.focus();
}
