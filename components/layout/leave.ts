/** Ends the session and shows the sign-in page. next-auth's part comes with the click, since no page needs it before. */
export async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}
