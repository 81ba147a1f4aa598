import { Message } from "@/components/layout/message";

export default function NotFound() {
  return (
    <Message title="This page doesn't exist" action={{ href: "/", label: "Go to the overview" }}>
      The address may be old or mistyped. Nothing was lost.
    </Message>
  );
}
