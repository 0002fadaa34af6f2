// The conversation: one listener for all its buttons, popovers that stay on the screen, and the place to scroll to.
// `element`, `trigger` and `watch` are given by gr.HTML; the buttons say in data-* what they do (see render.py).

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { open, ask, copy, edit, opinion } = button.dataset;
  if (open) {
    button.closest(".cited")?.classList.add("dismissed"); // the quotation is about to be seen in its article
    // The reader needs to know who called: it gives the focus back there when it closes.
    document.dispatchEvent(new CustomEvent("clippings:opening", { detail: { place: open, opener: button } }));
    trigger("open", { place: open });
  } else if (ask) {
    trigger("ask", { question: ask });
  } else if (edit) {
    const box = document.querySelector("#question textarea");
    box.value = edit;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  } else if (copy) {
    copyText(element.querySelector(`#${copy}`).textContent).then((copied) => say(button, copied));
  } else if (opinion) {
    unfold(button, opinion);
  } else if ("retry" in button.dataset) {
    trigger("retry");
  }
});

// What the user thinks of an answer: the field for the reason unfolds, and goes with it to be kept.
function unfold(button, opinion) {
  const form = button.parentElement.querySelector("form");
  for (const other of button.parentElement.querySelectorAll("[data-opinion]")) {
    other.setAttribute("aria-expanded", other === button);
  }
  form.dataset.good = opinion === "good";
  form.reason.placeholder = opinion === "good" ? "What was good? (may stay empty)" : "What was wrong? (may stay empty)";
  form.hidden = false;
  form.reason.focus();
  const below = form.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
  pane.scrollTop += Math.max(0, below + 12);
}
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const { exchange, good } = event.target.dataset;
  trigger("rate", { exchange: Number(exchange), good: good === "true", reason: event.target.reason.value });
});

function say(button, copied) {
  const label = button.textContent;
  button.textContent = copied ? "Copied" : "Copying was refused";
  setTimeout(() => (button.textContent = label), 2000);
}

async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // refused without a permission: the older way needs none
    }
  }
  // Browsers offer navigator.clipboard on https and on this machine only; the page may be served to a network.
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;opacity:0";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

// A popover is placed when it is about to show, because only then it is known where its chip is on the screen.
function place(event) {
  const cited = event.target.closest?.(".cited");
  if (!cited || cited.contains(event.relatedTarget)) return;
  const popover = cited.querySelector(".popover");
  const chip = cited.getBoundingClientRect();
  cited.classList.remove("dismissed");
  const width = Math.min(380, window.innerWidth - 32);
  popover.style.width = `${width}px`;
  popover.style.left = `${Math.max(16, Math.min(chip.left, window.innerWidth - width - 16))}px`;
  const below = chip.bottom + popover.offsetHeight + 8 < window.innerHeight;
  popover.style.top = below ? `${chip.bottom}px` : `${chip.top - popover.offsetHeight}px`;
}
element.addEventListener("mouseover", place);
element.addEventListener("focusin", place);
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest(".cited")?.classList.add("dismissed");
});
element.addEventListener("scroll", () => document.activeElement.closest?.(".cited")?.classList.add("dismissed"), true);

// A new question goes to the top and its answer grows below it, so nothing moves while someone reads. Only the pane
// scrolls: scrollIntoView would also scroll what lies around it.
const pane = document.getElementById("conversation");
let asked = 0;
watch("value", () => {
  const exchanges = element.querySelectorAll(".exchange");
  if (exchanges.length > asked) {
    const last = exchanges[exchanges.length - 1];
    pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  }
  asked = exchanges.length;
});
