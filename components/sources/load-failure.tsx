import { errorMessage } from "../../lib/errors";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

/** A panel that could not be loaded, with the way to try again. */
export function LoadFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Notice variant="destructive" role="alert" className="m-4 flex flex-wrap items-center justify-between gap-2">
      {errorMessage(error)}
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </Notice>
  );
}
