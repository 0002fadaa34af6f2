// The conversation of this tab, kept through a reload in the tab's own storage, and saved as a file that no server keeps.
// `element`, `props`, `server` and `watch` are given by gr.HTML; the value is the JSON of a clipping pack.

const TYPES = { markdown: ["md", "text/markdown"], html: ["html", "text/html"], json: ["json", "application/json"] };

watch("value", () => {
  try {
    if (JSON.parse(props.value).entries.length) sessionStorage.setItem("clippings", props.value);
    else sessionStorage.removeItem("clippings");
  } catch (error) {
    console.warn("The conversation will not be kept through a reload.", error); // storage is full, or forbidden
  }
});

element.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-save]");
  if (!button) return;
  const form = button.dataset.save;
  const label = button.firstChild;
  try {
    const writers = { markdown: server.as_markdown, html: server.as_html, json: async (pack) => pack };
    download(await writers[form](props.value), ...TYPES[form]);
    fold();
  } catch {
    const name = label.textContent;
    label.textContent = "Saving failed ";
    setTimeout(() => (label.textContent = name), 2000);
  }
});

function download(text, extension, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `clippings-${new Date().toISOString().slice(0, 10)}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fold() {
  const menu = element.querySelector("details");
  if (menu.open) menu.querySelector("summary").focus();
  menu.open = false;
}

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") fold();
});
document.addEventListener("click", (event) => {
  if (!element.contains(event.target)) element.querySelector("details").open = false;
});
