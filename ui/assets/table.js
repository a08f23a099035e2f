// A dense table with links, ticks, sortable heads and pages. Text goes in as text, never as markup.
const make = (name, attributes = {}, text = "") => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== "" && value != null) node.setAttribute(key, value);
  if (text !== "") node.textContent = text;
  return node;
};

const plainClick = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;

const fillCell = (cell, value) => {
  if (value && typeof value === "object") {
    const badge = make("span", { class: `badge ${value.tone}` });
    if (value.sign) badge.append(make("span", { "aria-hidden": "true" }, value.sign + " "));
    badge.append(value.word);
    cell.append(badge);
  } else cell.append(String(value));
};

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.replaceChildren();
  const ticked = new Set(data.ticked);
  const open = (event, id) => {
    if (!plainClick(event)) return;
    event.preventDefault();
    setTriggerValue("open", id);
  };

  const table = make("table");
  const head = make("tr");
  const bodyBoxes = [];
  let allBox = null;
  const showAll = () => {
    if (!allBox) return;
    allBox.checked = bodyBoxes.length > 0 && bodyBoxes.every((box) => box.checked);
    allBox.indeterminate = !allBox.checked && bodyBoxes.some((box) => box.checked);
  };
  const tell = () => { showAll(); setStateValue("ticked", [...ticked]); };

  if (data.selectable) {
    const cell = make("th", { class: "tick" });
    allBox = make("input", { type: "checkbox", "aria-label": "全选本页" });
    allBox.onchange = () => {
      for (const box of bodyBoxes) {
        box.checked = allBox.checked;
        if (box.checked) ticked.add(Number(box.value)); else ticked.delete(Number(box.value));
      }
      tell();
    };
    cell.append(allBox);
    head.append(cell);
  }
  for (const column of data.columns) {
    const cell = make("th", { class: column.align, style: column.width ? `width:${column.width}` : "", scope: "col" });
    if (column.sort) {
      const down = data.sort === column.name && data.descending;
      const up = data.sort === column.name && !data.descending;
      cell.setAttribute("aria-sort", down ? "descending" : up ? "ascending" : "none");
      const button = make("button", { type: "button", title: "点击排序" }, column.title + (down ? " ↓" : up ? " ↑" : ""));
      button.onclick = () => setTriggerValue("sort", up ? `-${column.name}` : column.name);
      cell.append(button);
    } else cell.textContent = column.title;
    head.append(cell);
  }
  const thead = make("thead");
  thead.append(head);
  table.append(thead);

  const body = make("tbody");
  for (const row of data.rows) {
    const line = make("tr");
    if (data.selectable) {
      const cell = make("td", { class: "tick" });
      const box = make("input", { type: "checkbox", value: row.id, "aria-label": `选择 ${row.label}` });
      box.checked = ticked.has(row.id);
      box.onchange = () => {
        if (box.checked) ticked.add(row.id); else ticked.delete(row.id);
        tell();
      };
      bodyBoxes.push(box);
      cell.append(box);
      line.append(cell);
    }
    row.cells.forEach((value, index) => {
      const column = data.columns[index];
      const cell = make("td", { class: [column.align, column.wrap ? "wrap" : "", column.lines ? "lines" : ""].join(" ").trim() });
      if (column.link && row.href) {
        const link = make("a", { href: row.href });
        fillCell(link, value);
        link.onclick = (event) => open(event, row.id);
        cell.append(link);
      } else fillCell(cell, value);
      if (typeof value === "string" && value.length > 24 && !column.wrap) cell.title = value;
      line.append(cell);
    });
    if (row.href) {
      line.className = "opens";
      line.onclick = (event) => {
        if (event.target.closest("input, a, button, .tick") || String(getSelection())) return;
        open(event, row.id);
      };
    }
    body.append(line);
  }
  table.append(body);
  const frame = make("div", { class: "frame", role: "region", tabindex: "0", "aria-label": data.caption });
  frame.append(table);
  root.append(frame);
  showAll();

  if (data.pages > 1) {
    const bar = make("nav", { class: "pages", "aria-label": "翻页" });
    const step = (label, page, enabled) => {
      const button = make("button", { type: "button" }, label);
      button.disabled = !enabled;
      button.onclick = () => setTriggerValue("page", page);
      bar.append(button);
    };
    step("首页", 1, data.page > 1);
    step("上一页", data.page - 1, data.page > 1);
    bar.append(make("span", {}, `第 ${data.page} / ${data.pages} 页`));
    step("下一页", data.page + 1, data.page < data.pages);
    step("末页", data.pages, data.page < data.pages);
    root.append(bar);
  }
}
