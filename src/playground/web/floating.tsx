import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/** A panel over everything, beside its anchor: below it where there is room, else above. `onLeave` is called on a click or scroll elsewhere. */
export function Floating({
  anchor,
  children,
  onLeave,
  isWide = false,
  prefer = 'below',
}: {
  anchor: RefObject<HTMLElement | null>;
  children: ReactNode;
  onLeave: () => void;
  /** As wide as the anchor. */
  isWide?: boolean;
  prefer?: 'below' | 'above';
}) {
  const panel = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  useLayoutEffect(() => {
    const [box, at] = [panel.current, anchor.current];
    if (box === null || at === null) return;
    const place = () => put(box, at.getBoundingClientRect(), isWide, prefer);
    const away = (event: Event) => {
      const target = event.target as Node;
      if (box.contains(target)) return;
      if (event.type === 'scroll' ? target.contains(at) : !at.contains(target)) leave.current();
    };
    box.showPopover();
    place();
    const observer = new ResizeObserver(place);
    observer.observe(box);
    document.addEventListener('pointerdown', away, true);
    document.addEventListener('scroll', away, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('pointerdown', away, true);
      document.removeEventListener('scroll', away, true);
    };
  }, [anchor, isWide, prefer]);
  return (
    <div className="floating" popover="manual" ref={panel}>
      {children}
    </div>
  );
}

function put(box: HTMLElement, at: DOMRect, isWide: boolean, prefer: 'below' | 'above'): void {
  if (isWide) box.style.width = `${at.width}px`;
  const { offsetHeight: height, offsetWidth: width } = box;
  const below = at.bottom + GAP;
  const above = at.top - GAP - height;
  const fitsBelow = below + height <= innerHeight - EDGE;
  const goesBelow = prefer === 'below' ? fitsBelow || above < EDGE : above < EDGE;
  box.style.top = `${Math.max(EDGE, goesBelow ? Math.min(below, innerHeight - EDGE - height) : above)}px`;
  box.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - EDGE - width))}px`;
}

const GAP = 4;
const EDGE = 8;
