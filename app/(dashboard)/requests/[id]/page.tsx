import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RequestDetailPage } from "@/components/panels/request-detail";
import { errorCode } from "@/lib/errors";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { answerRequest } from "@/lib/http/request-answer";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  await pageUser("view_requests");
  const [{ id }, { zone }] = await Promise.all([params, dataFrame(new Date())]);
  const request = await answerRequest(database(), id).catch((error: unknown) => {
    if (errorCode(error) === "not_found") notFound();
    throw error;
  });
  return <RequestDetailPage request={request} zone={zone} />;
}
