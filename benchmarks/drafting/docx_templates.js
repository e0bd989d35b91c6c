// Two drafts with docx-templates: prints the processor's seconds for the first and for the next, as JSON.
// Arguments: the folder node_modules, and a folder with template.docx and blocks.json.
const fs = require("node:fs");
const path = require("node:path");

const [modules, folder] = process.argv.slice(2);
const { createReport } = require(path.resolve(modules, "docx-templates"));
const template = fs.readFileSync(path.join(folder, "template.docx"));
const blocks = JSON.parse(fs.readFileSync(path.join(folder, "blocks.json"), "utf-8"));

async function main() {
  const seconds = [];
  for (let round = 0; round < 2; round += 1) {
    const before = process.cpuUsage();
    await createReport({ template, data: { blocks }, cmdDelimiter: "+++" });
    const used = process.cpuUsage(before);
    seconds.push((used.user + used.system) / 1e6);
  }
  console.log(JSON.stringify(seconds));
}

main();
