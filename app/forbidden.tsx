import { Message } from "@/components/layout/message";

export default function Forbidden() {
  return (
    <Message title="Your role can't see this page" action={{ href: "/", label: "Go to the overview" }}>
      An admin can give you another role under Settings, Users.
    </Message>
  );
}
