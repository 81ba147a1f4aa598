"use client";

import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { errorMessage } from "../../lib/errors";
import { toast } from "../layout/toast";

/** A change by a button: afterwards everything on the page is read anew, failed or not; a failure is said in a toast. */
export function useAction<Input = void, Answer = unknown>(
  send: (input: Input) => Promise<Answer>,
  onDone?: (answer: Answer, input: Input) => void,
): UseMutationResult<Answer, Error, Input> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => queries.invalidateQueries(),
  });
}
