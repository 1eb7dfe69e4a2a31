// Makes one tree of elements say what another says, with the nodes that are there: focus, selection and place stay.

/**
 * @param {Node} old stays in the page
 * @param {Node} fresh is used up
 */
export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  for (const {name} of [...old.attributes]) {
    // what the page's scripts have put there is not the server's to take away
    if (!fresh.hasAttribute(name) && name !== 'class') {
      old.removeAttribute(name);
    }
  }
  for (const {name, value} of fresh.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  const children = [...old.childNodes];
  const wanted = [...fresh.childNodes];
  wanted.forEach((child, at) => at < children.length ? morph(children[at], child) : old.append(child));
  children.slice(wanted.length).forEach(child => child.remove());
}
