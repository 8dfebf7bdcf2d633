/** Runs in the page: filters what is shown and copies fixes. It adds no markup and asks for nothing. */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const items = [...document.querySelectorAll('li[data-status]')].map((node) => {
    const section = node.closest('[data-org]');
    const article = node.closest('[data-check]');
    const org = section.querySelector('h3').textContent;
    const fix = node.closest('[data-box]').querySelector('pre');
    return {
      node,
      org: section.dataset.org,
      check: article.dataset.check,
      status: node.dataset.status,
      severity: node.dataset.severity,
      age: node.dataset.age ?? '',
      text: [org, article.dataset.check, node.textContent, fix ? fix.textContent : ''].join(' ').toLowerCase(),
    };
  });
  const boxes = [...document.querySelectorAll('[data-box]')];
  const open = (item) => item.status !== 'pass' && item.status !== 'waived';
  const fits = (item, wanted) =>
    (wanted.org === '' || item.org === wanted.org) &&
    (wanted.check === '' || item.check === wanted.check) &&
    (wanted.age === '' || item.age === wanted.age) &&
    (wanted.severity === '' || item.severity === wanted.severity) &&
    (wanted.status === '' || item.status === wanted.status || (wanted.status === 'open' && open(item))) &&
    item.text.includes(wanted.text);
  const apply = () => {
    const wanted = Object.fromEntries(
      ['org', 'check', 'status', 'age', 'severity', 'text'].map((name) => [name, form.elements[name].value]),
    );
    wanted.text = wanted.text.trim().toLowerCase();
    let count = 0;
    for (const item of items) {
      item.node.hidden = !fits(item, wanted);
      if (!item.node.hidden) count += 1;
    }
    const filtered = Object.values(wanted).some((value) => value !== '');
    for (const box of boxes) box.hidden = filtered && box.querySelector('li[data-status]:not([hidden])') === null;
    shown.textContent = count + ' of ' + items.length + ' entries shown';
  };
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#org-"]');
    const target = link && document.getElementById(link.getAttribute('href').slice(1));
    if (!target || !target.closest('[hidden]')) return;
    form.reset();
    for (const node of [...boxes, ...items.map((item) => item.node)]) node.hidden = false;
  });
  const copied = async (button) => {
    const code = button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
      shown.textContent = 'Copied: ' + code.textContent;
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
      shown.textContent = 'The browser does not allow copying; the fix is selected.';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  };
  for (const button of document.querySelectorAll('button.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => copied(button));
  }
  if (items.some(open)) form.elements.status.value = 'open';
  apply();
})();
`;
