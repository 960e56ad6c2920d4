// Draws the elements of Adaptive Cards that the bot uses, near enough to how Teams does to look through them. Texts never
// become markup: the only one that a text can hold, an escape, is taken off.
import { h } from "./dom.js";

const low = (s) => String(s || "default").toLowerCase();
const unescape = (s) => s.replace(/\\([!-/:-@[-`{-~])/g, "$1");

// element draws one part of a body; an unknown one says so.
const element = (e) => {
  const draw = elements[e.type] || ((x) => h("p", { class: "ac-unknown" }, "cannot draw " + x.type));
  const node = draw(e);
  node.classList.add("ac-space-" + low(e.spacing));
  if (e.separator) node.classList.add("ac-line");
  return node;
};
const all = (parts) => (parts || []).map(element);
const looks = (e) => `ac-size-${low(e.size)} ac-weight-${low(e.weight)} ac-color-${low(e.color)}${e.isSubtle ? " ac-subtle" : ""}`;

const elements = {
  TextBlock: (e) => h("p", { class: "ac-text " + looks(e) }, unescape(e.text)),
  RichTextBlock: (e) => h("p", { class: "ac-text" }, e.inlines.map((run) => h("span", { class: looks(run) }, run.text))),
  Badge: (e) => h("span", { class: "ac-badge ac-badge-" + low(e.style) }, e.text),
  Container: (e) => h("div", { class: "ac-box ac-box-" + low(e.style) + (e.layouts ? " ac-flow" : "") }, all(e.items)),
  ColumnSet: (e) => h("div", { class: "ac-columns" }, e.columns.map(column)),
  Table: (e) => h("table", { class: "ac-table" + (e.showGridLines ? " ac-grid" : "") },
    e.rows.map((row, i) => h("tr", {}, row.cells.map((cell, k) => h(e.firstRowAsHeaders && i === 0 ? "th" : "td", {
      style: `width:${share(e.columns, k)}%;text-align:${low(e.columns[k].horizontalCellContentAlignment).replace("default", "left")}`,
    }, all(cell.items)))))),
  ActionSet: (e) => h("div", { class: "ac-actions" }, e.actions.map(action)),
  "Chart.HorizontalBar.Stacked": (e) => h("div", { class: "ac-chart", role: "img", "aria-label": e.title }, e.data.map(bar)),
  "Input.Text": (e) => field(e, e.isMultiline ? h("textarea", { rows: 3, maxlength: e.maxLength }, e.value) : input(e, "text")),
  "Input.Date": (e) => field(e, input(e, "date")),
  "Input.ChoiceSet": (e) => field(e, e["choices.data"] ? searched(e) : h("select", {},
    h("option", {}, e.placeholder || ""),
    e.choices.map((c) => h("option", { value: c.value, selected: c.value === e.value }, c.title)))),
};

const share = (columns, k) => Math.round((100 * columns[k].width) / columns.reduce((sum, c) => sum + c.width, 0));

const column = (c) => h("div", {
  class: `ac-column ac-align-${low(c.verticalContentAlignment)} ac-box-${low(c.style)}`,
  style: (typeof c.width === "number" ? `flex:${c.width} 1 0` : c.width === "auto" ? "flex:none" : "flex:1 1 0") +
    (c.minHeight ? `;min-height:${c.minHeight}` : ""),
}, all(c.items));

const bar = (stack) => h("div", {},
  h("p", { class: "ac-text ac-size-small ac-weight-bolder" }, stack.title),
  h("div", { class: "ac-bar" }, stack.data.map((part) => h("span", {
    class: "ac-hue-" + part.color.toLowerCase(), style: "flex-grow:" + part.value, title: part.legend + " " + part.value,
  }))));

const field = (e, node) => h("label", { class: "ac-field" },
  h("span", {}, e.label, e.isRequired && h("span", { class: "ac-color-attention" }, " *")), node);
const input = (e, type) => h("input", { type, value: e.value || "", placeholder: e.placeholder, maxlength: e.maxLength });

// searched shows what stands in a field whose choices are searched for: there is nobody to search in a gallery.
const searched = (e) => {
  const values = (e.value || "").split(",").filter(Boolean);
  const title = (value) => (e.choices.find((c) => c.value === value) || { title: value }).title;
  return input({ value: values.map(title).join("; "), placeholder: e.placeholder }, "text");
};

const action = (a) => {
  const button = h("button", { type: "button", class: "ac-button ac-button-" + low(a.style), title: a.tooltip }, a.title);
  if (a.type !== "Action.ShowCard") return button;
  const asked = h("div", { class: "ac-box ac-box-emphasis ac-asked", hidden: true }, card(a.card));
  button.addEventListener("click", () => (asked.hidden = !asked.hidden));
  return [button, asked];
};

// card draws a card, with its own buttons at the end.
export const card = (c) => h("div", { class: "ac-card" },
  all(c.body), c.actions && h("div", { class: "ac-actions ac-space-default" }, c.actions.map(action)));
