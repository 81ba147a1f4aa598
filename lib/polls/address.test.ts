import { expect, test } from "vitest";
import { isRefused, pollAddress, prometheusBase } from "./address";

test("private networks and this machine are open, the metadata of clouds is closed however it is written", () => {
  for (const host of ["127.0.0.1:9400", "10.0.0.7", "192.168.1.2", "[::1]:9400", "[fd00::1]", "gpu-1", "localhost:9090", "100.64.0.1"])
    expect(pollAddress(`http://${host}/metrics`).pathname).toBe("/metrics");
  for (const host of [
    "169.254.169.254",
    "169.254.170.2",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "[64:ff9b::a9fe:a9fe]",
    "0.0.0.0",
    "[::]",
    "224.0.0.1",
    "100.100.100.200",
    "168.63.129.16",
  ])
    expect(() => pollAddress(`http://${host}/latest`), host).toThrow("machine's own metadata");
  expect(["169.254.169.254", "::ffff:169.254.1.1", "10.0.0.1", "2001:db8::1"].map(isRefused)).toEqual([true, true, false, false]);
});

test("names and passwords in an address are refused: whoever sees the address would see them", () => {
  expect(() => pollAddress("http://user:secret@gpu-1/metrics")).toThrow("Leave user name and password out");
});

test("what people copy out of their browser is the same Prometheus", () => {
  const bases = ["", "/", "/graph?g0.expr=up", "/api/v1/query_range?query=up", "/api/v1", "/targets"];
  expect(bases.map((path) => prometheusBase(`http://prometheus:9090${path}`).href)).toEqual(bases.map(() => "http://prometheus:9090/"));
  expect(prometheusBase("https://example.com/prom/graph").href).toBe("https://example.com/prom");
});
