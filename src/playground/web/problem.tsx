import { useDesk } from './desk.js';

/** What went wrong last, over everything; it stands in the modal when one is open, because nothing outside can be reached then. */
export function Problem() {
  const { problem, complain } = useDesk();
  if (problem === undefined) return null;
  return (
    <div className="problem" role="alert" popover="manual" ref={(element) => element?.showPopover()}>
      <span>{problem}</span>
      <button type="button" className="plain" onClick={() => complain(undefined)}>
        Dismiss
      </button>
    </div>
  );
}
