// Runs before Streamlit's own script: Chinese for its fixed texts, and a way back when the log-in has ended.
window.prerenderReady = false;
window.__streamlit = { BACKEND_BASE_URL: location.origin }; // else it first asks below the page's own address

// Calendars and numbers follow the browser's language; the office works in Chinese whatever the browser says.
Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

// Opening a page with parameters makes two history entries: first the parameters on the old page, then the new
// page. The first is made one with the second, so that "back" leads to the list with its filters.
let onlyQuery = null;
const push = history.pushState.bind(history);
history.pushState = (state, title, address) => {
  const next = new URL(address, location.href);
  if (next.pathname === location.pathname) {
    onlyQuery = next.search;
    return push(state, title, address);
  }
  const joins = onlyQuery === next.search;
  onlyQuery = null;
  return joins ? history.replaceState(state, title, address) : push(state, title, address);
};
addEventListener("popstate", () => { onlyQuery = null; });

const WORDS = {
  "Drag and drop a file here": "把文件拖到这里",
  "Drag and drop file here": "把文件拖到这里",
  "Drag and drop files here": "把文件拖到这里，可以一次多个",
  "Drag and drop directories here": "把文件夹拖到这里",
  "Skip to main content": "跳到正文",
  "yyyy": "年",
  "mm": "月",
  "dd": "日",
  "Add files": "再加文件",
  "Browse files": "选择文件",
  "Upload": "选择文件",
  "Upload directories": "选择文件夹",
  "Remove file": "移除文件",
  "Delete file": "移除文件",
  "Error uploading file": "上传没有成功，请重试",
  "Choose an option": "请选择",
  "Choose options": "请选择",
  "Add an option": "请输入",
  "Add options": "请输入",
  "No options to select": "没有可选项",
  "No options to select.": "没有可选项",
  "No results": "没有匹配的选项",
  "Select all": "全选",
  "Select matches": "选择匹配项",
  "Selected values": "已选",
  "Multiselect options": "选项",
  "Selectbox options": "选项",
  "Clear all": "全部清除",
  "Clear value": "清除",
  "Clear entry": "清除",
  "Clear date": "清除日期",
  "Clear dates": "清除日期",
  "Clear time": "清除时间",
  "Clear date and time": "清除日期和时间",
  "Choose date": "选择日期",
  "Choose date range": "选择日期范围",
  "Choose date and time": "选择日期和时间",
  "Date range": "日期范围",
  "Open": "展开",
  "Show password": "显示密码",
  "Hide password": "隐藏密码",
  "Invalid input.": "填写的内容不符合要求。",
  "This field is required.": "请填写这一项。",
  "Increment": "加一",
  "Decrement": "减一",
  "Increment value": "加一",
  "Decrement value": "减一",
  "Number is above the allowed range.": "数字超出范围。",
  "Number is below the allowed range.": "数字超出范围。",
  "Fullscreen": "全屏",
  "Close fullscreen": "退出全屏",
  "Exit fullscreen": "退出全屏",
  "View fullscreen": "全屏查看",
  "Download as CSV": "下载 CSV",
  "Download failed": "下载没有成功，请重试",
  "Search": "查找",
  "Show/hide columns": "显示或隐藏列",
  "Add row": "加一行",
  "Delete row(s)": "删除所选行",
  "Clear selection": "取消选择",
  "Show data": "显示数据",
  "Show chart": "显示图表",
  "Running...": "正在处理……",
  "Please wait...": "请稍候……",
  "Stop": "停止",
  "Rerun": "重新运行",
  "Always rerun": "总是重新运行",
  "Source file changed.": "程序已更新。",
  "File change.": "程序已更新。",
  "Close": "关闭",
  "Cancel": "取消",
  "Done": "完成",
  "Dismiss": "知道了",
  "Copy": "复制",
  "Copied": "已复制",
  "Copy to clipboard": "复制",
  "Main menu": "菜单",
  "Print": "打印",
  "Record screen": "录屏",
  "Settings": "显示设置",
  "About": "关于",
  "Clear cache": "清除缓存",
  "Sidebar": "侧栏",
  "Collapse sidebar": "收起侧栏",
  "Expand sidebar": "展开侧栏",
  "Open sidebar": "展开侧栏",
  "Page not found": "没有这个页面",
  "Connection error": "连接中断",
  "Connection timed out.": "连接超时。",
  "Connecting": "正在连接",
  "CONNECTING": "正在连接",
  "Connection lost. Please wait for the app to reconnect, then try again.": "连接中断，恢复后请再试一次。",
  "Save as SVG": "另存为 SVG",
  "Save as PNG": "另存为 PNG",
  "View Source": "查看源码",
  "Take Photo": "拍照",
  "Clear photo": "重拍",
  "Switch camera": "切换摄像头",
  "This app would like to use your camera.": "需要使用摄像头，请在浏览器中允许。",
  "Learn how to allow access.": "",
  "Link to heading": "本节链接",
};

const PATTERNS = [
  [/^(?:Limit )?([\d.]+ ?[KMG]B) per file(.*)$/, "每个文件不超过 $1$2"],
  [/^Press (.+) to apply$/, "按 $1 确认"],
  [/^Press (.+) to submit form$/, "按 $1 提交"],
  [/^Press (.+) to /, "按 $1 "],
  [/^year, (.+)$/, "$1，年"],
  [/^month, (.+)$/, "$1，月"],
  [/^day, (.+)$/, "$1，日"],
  [/^Remove (.+)$/, "移除 $1"],
  [/^Select (\d+) match(?:es)?$/, "选择匹配的 $1 项"],
  [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "最多选 $1 项，请先移除一项。"],
  [/^Value must be (.+) or later\.$/, "不能早于 $1。"],
  [/^Value must be (.+) or earlier\.$/, "不能晚于 $1。"],
  [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, "不能大于 $1。"],
  [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, "不能小于 $1。"],
  [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, "请填 $1 到 $2 之间的数。"],
  [/^File must be (.+) or smaller\.$/, "文件不能超过 $1。"],
  [/^(\S+) files are not allowed\.$/, "不接受 $1 文件。"],
  [/^The page that you have requested does not seem to exist\..*$/, "没有这个页面，已回到首页。"],
  [/^You have requested page (.+), but no corresponding file was found.*$/, "没有 $1 这个页面，已回到首页。"],
  [/^Showing page (\d+) of (\d+)$/, "第 $1 / $2 页"],
  [/^This app has encountered an error\..*$/s,
    "系统出了问题，这一步没有办成，已经填写的内容还在。请刷新页面再试；仍然不行的，请把时间和刚才的操作告诉系统管理员。"],
  [/^(.+) :red\[\*\](.*)$/, "$1（必填）$2"],
  [/^Use arrow keys to navigate dates\..*$/, "用方向键选日期，回车确定，Esc 关闭。"],
];

const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-description"];
const THEIRS = '[data-testid="stFileUploader"] section';
const OURS = '[data-testid="stMarkdownContainer"], [data-testid="stHtml"], [data-testid="stCode"], pre, script, style';

const translated = (text) => {
  const bare = text.trim();
  if (!bare || !/[A-Za-z]{2}/.test(bare)) return null;
  if (Object.hasOwn(WORDS, bare)) return WORDS[bare];
  for (const [pattern, words] of PATTERNS) if (pattern.test(bare)) return bare.replace(pattern, words);
  return null;
};

const translateText = (node) => {
  const parent = node.parentElement;
  if (!parent || (parent.closest(OURS) && !parent.closest(THEIRS))) return;
  const words = translated(node.nodeValue);
  if (words !== null && words !== node.nodeValue) node.nodeValue = words;
};

const translateElement = (element) => {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    const words = value && translated(value);
    if (words !== null && words !== "" && words !== undefined && words !== value) element.setAttribute(name, words);
  }
};

const translateTree = (root) => {
  if (root.nodeType === Node.TEXT_NODE) return translateText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  translateElement(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.nodeType === Node.TEXT_NODE) translateText(walker.currentNode);
    else translateElement(walker.currentNode);
  }
};

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(translateTree);
    else if (change.type === "characterData") translateText(change.target);
    else translateElement(change.target);
  }
}).observe(document.documentElement, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
});

// When the log-in has ended the server closes the socket with 4401, or does not open it at all.
const ENDED = 4401;
const NOTICE = "login-ended";

const showEnded = () => {
  if (document.getElementById(NOTICE)) return;
  const notice = document.createElement("div");
  notice.id = NOTICE;
  notice.setAttribute("role", "alertdialog");
  notice.setAttribute("aria-label", "登录已失效");
  const box = document.createElement("div");
  const head = document.createElement("b");
  head.textContent = "登录已失效";
  const text = document.createElement("p");
  text.textContent = "可能是已退出、太久没有操作，或账号被停用。在新窗口重新登录后，本页填写的内容会接着保留。";
  const link = (label, target, next) => {
    const anchor = document.createElement("a");
    anchor.textContent = label;
    anchor.href = "/login?said=ended" + (next ? "&next=" + encodeURIComponent(next) : "");
    anchor.target = target;
    return anchor;
  };
  box.append(head, text, link("在新窗口重新登录", "_blank", "/my_account"),
    link("离开本页去登录", "_self", location.pathname + location.search));
  notice.append(box);
  document.body.append(notice);
};

const hideEnded = () => document.getElementById(NOTICE)?.remove();

const askSession = () =>
  fetch("/session", { cache: "no-store" }).then((answer) => { if (answer.status === 401) showEnded(); }, () => {});

window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    let opened = false;
    this.addEventListener("open", () => { opened = true; hideEnded(); });
    this.addEventListener("close", (event) => {
      if (event.code === ENDED) showEnded();
      else if (!opened) askSession();
    });
  }
};
