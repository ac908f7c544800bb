// The keyboard: a key for each button, none while somebody writes in a field, and none if turned off.
const KEYS = [
  [["j", "ArrowRight"], "next answer", "r-next", () => step(1)],
  [["k", "ArrowLeft"], "back to the answer before", "r-previous", () => step(-1)],
  [["f"], "full points", "r-full", () => rule({ share: "all" })],
  [["z"], "nothing", "r-zero", () => rule({ share: "nothing" })],
  [["e"], "a share and a text of your own", "r-own", () => openOwn()],
  [["s"], "skip: it comes back at the end", "r-skip", skip],
  [["l"], "leave it for another person", "r-leave", openLeave],
  [["u"], "undo", "r-undo", undo],
  [["g"], "a group at once, or one by one", "r-each", toggleEach],
  [["n"], "show names, or hide them", "r-names", toggleNames],
  [["r"], "remarks: write, change, see whom a change moves", "r-remarks", openRemarks],
  [["?"], "these keys", "r-help", toggleKeys],
];
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

function focusCard() {
  const title = byId("r-title");
  if (title) title.focus({ preventScroll: true });
}

function toggleKeys() {
  const isOpen = byId("r-keys").hidden;
  byId("r-keys").hidden = !isOpen;
  byId("r-help").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) byId("r-keys-on").focus();
}

function fillKeys() {
  const shown = { ArrowRight: "→", ArrowLeft: "←" };
  const row = (keys, text, between = " or ") => element("div", {}, element("dt", {}, ...keys.flatMap((key, at) =>
    [at ? between : "", element("kbd", { text: shown[key] || key })])), element("dd", { text }));
  byId("r-key-list").append(row(["1", "9"], "the first to the ninth remark", " to "), ...KEYS.map(([keys, text]) => row(keys, text)));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !byId("r-keys-on").checked) return;
  if (event.target.closest && event.target.closest(FIELDS)) return;
  const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
  const known = KEYS.find(([keys]) => keys.includes(event.key));
  if (!digit && !known) return;
  event.preventDefault();
  const before = document.activeElement;
  Promise.resolve(digit ? current() && giveRemark(digit - 1) : known[3]()).then(() => {
    const isLeft = document.activeElement === before || document.activeElement === document.body;
    if (isLeft && (before === document.body || before.id === "r-title" || !before.isConnected)) focusCard();
  });
});

for (const [, , id, act] of KEYS) byId(id).addEventListener("click", () => act());
byId("r-line").addEventListener("change", chooseQueue);
byId("r-which").addEventListener("change", chooseQueue);
byId("r-write").addEventListener("click", writeResults);
fillKeys();
fillReviewLines();
fillQueue();
showReview();
announce(`${position()}. The key ? says which keys there are.`);
