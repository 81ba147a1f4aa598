import { Notice } from "../ui/notice";
import { counted } from "./words";

/** Outcomes whose request, trace or session is not here. */
export function WaitingNotice({ waiting }: { waiting: number }) {
  return (
    <Notice>
      {counted(waiting, "outcome waits for its calls", "outcomes wait for their calls")}. Each counts as soon as a call with its id arrives:
      the id of the response, of the record or of the call as the gateway's log has it, of the trace or of the session. If they keep
      waiting, compare an id of theirs with one on the Requests page.
    </Notice>
  );
}
