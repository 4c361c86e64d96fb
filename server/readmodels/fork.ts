/**
 * A copy of a stream's state on which events may be folded ahead without the state noticing: the state, its
 * collections and its timelines are copied, what they hold is shared. `evolve` replaces what a collection holds and
 * never changes it in its place; but a correction does, so nothing is folded ahead after one. A test holds every kind
 * of stream to this.
 */
export function fork<S>(state: S): S {
  const own = { ...state } as Record<string, unknown>;
  for (const name in own) own[name] = shallow(own[name]);
  return own as S;
}

function shallow(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice();
  const own = { ...value } as Record<string, unknown>;
  for (const name in own) {
    const part = own[name];
    if (Array.isArray(part)) own[name] = part.slice();
  }
  return own;
}
