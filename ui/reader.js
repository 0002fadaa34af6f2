// The source reader: brings the mark into view, steps through the quotations, and is a sheet over the page on a phone.
// `element`, `trigger` and `watch` are given by gr.HTML.

let opener = null;
const narrow = window.matchMedia("(max-width: 860px)");
const article = () => element.querySelector(".reader");

document.addEventListener("clippings:opening", ({ detail }) => {
  opener = detail.opener;
  // The same place again changes no value, so nothing else would show it.
  if (article()?.dataset.place === detail.place) reveal();
});

watch("value", () => (article() ? reveal() : close()));

function reveal() {
  document.body.classList.add("reading");
  document.getElementById("talk").inert = narrow.matches;
  const pane = document.getElementById("source");
  const mark = element.querySelector("mark.quotation");
  const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  pane.scrollTo({ top: top - pane.clientHeight / 3 });
  article().focus({ preventScroll: true });
  for (const button of document.querySelectorAll("#conversation [data-open]")) {
    button.classList.toggle("opened", button.dataset.open === article().dataset.place);
  }
}

function close() {
  document.body.classList.remove("reading");
  document.getElementById("talk").inert = false;
  opener?.focus();
  opener = null;
}

function step(direction) {
  const button = element.querySelectorAll(".step")[direction];
  if (button && !button.disabled) trigger("open", { place: button.dataset.open });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.open) trigger("open", { place: button.dataset.open });
  if (button && "close" in button.dataset) close();
});

element.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !article()) return;
  if (event.key === "n" || event.key === "ArrowRight") step(1);
  else if (event.key === "p" || event.key === "ArrowLeft") step(0);
  else if (event.key === "Escape") close();
});

// A window that grows out of the sheet's width must not leave the conversation out of reach.
narrow.addEventListener("change", () => (document.getElementById("talk").inert = narrow.matches && document.body.classList.contains("reading")));
