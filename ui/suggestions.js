// Questions that may be asked next. `element` and `trigger` are given by gr.HTML.

element.addEventListener("click", (event) => {
  const { ask } = event.target.closest("button")?.dataset ?? {};
  if (ask) trigger("ask", { question: ask });
});
