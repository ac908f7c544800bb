// Forms: a share and a text of one's own, and remarks, whose change shows whom it moves at first.
function openOwn(text = null) {
  const item = current(), ruling = item && ownRuling(item);
  if (!item) return;
  byId("r-own-form").hidden = false;
  byId("r-leave-form").hidden = true;
  byId("r-own-error").textContent = "";
  if (!byId("r-share").value && !byId("r-text").value) {
    byId("r-share").value = ruling && ruling.share || "";
    byId("r-text").value = text === null ? ruling && ruling.text || "" : text;
  }
  byId("r-share").focus();
}

function closeOwn() {
  byId("r-own-form").hidden = true;
  byId("r-share").value = byId("r-text").value = "";
  focusCard();
}

async function giveOwn() {
  const fail = (text) => {
    byId("r-own-error").textContent = text;
    byId("r-share").focus();
  };
  const share = byId("r-share").value.trim();
  if (!share) return fail("Say which share it earns: all, half, 2/3, nothing.");
  if (await rule({ share, text: byId("r-text").value }, fail)) closeOwn();
  return null;
}

function openLeave() {
  if (!current()) return;
  byId("r-leave-form").hidden = false;
  byId("r-own-form").hidden = true; // what was typed there stays
  byId("r-leave-error").textContent = "";
  byId("r-leave-text").focus();
}

function closeLeave() {
  byId("r-leave-form").hidden = true;
  byId("r-leave-text").value = "";
  focusCard();
}

async function leave() {
  const item = current();
  if (!item) return;
  const asked = { line: queue.line, ...targetOf(item), text: byId("r-leave-text").value.trim() };
  const fail = (text) => {
    byId("r-leave-error").textContent = text;
  };
  if (!await write("/left", asked, fail)) return;
  goOn("Left for another person. ");
  closeLeave();
}

// ----------------------------------------------------------------------------------- remarks

const remarkAsked = () => ({ name: byId("r-name").value.trim(), text: byId("r-remark-text").value,
  ...(byId("r-remark-share").value.trim() ? { share: byId("r-remark-share").value.trim() } : {}) });

function showRemarkList() {
  const place = byId("r-remark-list"), { remarks } = data.review;
  table(place, "Remarks", [["Key"], ["Name"], ["Share"], ["What the student reads", "text"], ["Used", "n"], [""]],
    remarks.map((remark, at) => [at < 9 ? String(at + 1) : "–", given(remark.name), remark.share || "–", given(remark.text || ""), String(remark.uses),
      element("button", { type: "button", class: "link", click: () => editRemark(remark), "aria-label": `Change ${remark.name}`, text: "Change" })]),
    "There is no remark yet: write one, and give it by its digit.");
}

function editRemark(remark) {
  byId("r-name").value = remark.name;
  byId("r-remark-share").value = remark.share || "";
  byId("r-remark-text").value = remark.text || "";
  forgetPreview();
  byId("r-remark-share").focus();
}

function openRemarks() {
  const isOpen = byId("r-remark-panel").hidden;
  byId("r-remark-panel").hidden = !isOpen;
  byId("r-remarks").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) byId("r-remark-title").focus();
  else focusCard();
}

function forgetPreview() {
  byId("r-keep").hidden = true;
  byId("r-remark-error").textContent = byId("r-moves-count").textContent = "";
  byId("r-moves").replaceChildren();
}

const remarkFailed = (text) => {
  byId("r-remark-error").textContent = text;
};

async function previewRemark() {
  forgetPreview();
  const asked = remarkAsked();
  if (!asked.name) return remarkFailed("A remark needs a name.");
  const done = await write("/remarks/preview", asked, remarkFailed);
  if (!done) return null;
  const { moves } = done, people = new Set(moves.map((move) => move.submission));
  byId("r-moves-count").textContent = (moves.length ? `It moves ${counted(people.size, "submission")}.` : "It moves nobody.") +
    (done.changed > people.size ? ` ${counted(done.changed - people.size, "submission")} will read another text.` : "");
  table(byId("r-moves"), "Whom the remark moves",
    [["Student"], ["Line"], ["Before", "n"], ["After", "n"], ["Total before", "n"], ["Total after", "n"]],
    moves.map((move) => [studentLink(data.submissions[move.submission]), data.lines[move.line].number, points(move.before),
      points(move.after), points(move.total_before), points(move.total_after)]), "Nobody's points change.");
  byId("r-keep").hidden = false;
  byId("r-keep").focus();
  return null;
}

async function keepRemark() {
  const asked = remarkAsked();
  if (!await write("/remarks", asked, remarkFailed)) return;
  for (const id of ["r-name", "r-remark-share", "r-remark-text"]) byId(id).value = "";
  forgetPreview();
  byId("r-moves-count").textContent = `The remark ${asked.name} is kept.`;
  byId("r-remark-title").focus();
}

for (const id of ["r-name", "r-remark-share", "r-remark-text"]) byId(id).addEventListener("input", forgetPreview);
byId("r-own-give").addEventListener("click", giveOwn);
byId("r-own-cancel").addEventListener("click", closeOwn);
byId("r-preview").addEventListener("click", previewRemark);
byId("r-keep").addEventListener("click", keepRemark);
byId("r-remark-close").addEventListener("click", openRemarks);
byId("r-own-form").addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeOwn();
  else if (event.key === "Enter" && (event.target.id === "r-share" || event.ctrlKey)) giveOwn();
});
byId("r-leave-give").addEventListener("click", leave);
byId("r-leave-cancel").addEventListener("click", closeLeave);
byId("r-leave-form").addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeLeave();
  else if (event.key === "Enter" && event.target.id === "r-leave-text") leave();
});
byId("r-remark-panel").addEventListener("keydown", (event) => {
  if (event.key === "Escape") openRemarks();
});
