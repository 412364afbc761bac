// Compiles D2 texts, read as a JSON list from standard input, and prints for each its shapes and connections.
import { D2 } from "@terrastruct/d2";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const d2 = new D2();
const found = [];
for (const text of JSON.parse(Buffer.concat(chunks).toString("utf8"))) {
  const { diagram } = await d2.compile(text, { layout: "dagre" });
  found.push({
    shapes: diagram.shapes.map((shape) => [shape.id, shape.label]),
    edges: diagram.connections.map((edge) => [edge.src, edge.dst, edge.label]),
  });
}
console.log(JSON.stringify(found));
process.exit(0);
