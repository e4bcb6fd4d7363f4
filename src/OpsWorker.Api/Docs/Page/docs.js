"use strict";

// Shows the OpenAPI document. Texts are only ever set as text.
const methods = ["get", "post", "put", "patch", "delete"];

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function typeOf(schema, api) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.join(" | ");
  const types = [].concat(schema.type ?? "any").filter((type) => type !== "null");
  if (types.includes("array")) return `${typeOf(schema.items, api)}[]`;
  return types.join(" | ") + (schema.format ? ` (${schema.format})` : "");
}

function table(heading, rows) {
  const made = element("table");
  made.append(element("thead", "", element("tr", "", ...heading.map((text) => element("th", text)))));
  made.append(element("tbody", "", ...rows.map((row) => element("tr", "", ...row.map((text) => element("td", text))))));
  return made;
}

function properties(schema, api) {
  const known = schema?.$ref ? api.components.schemas[schema.$ref.split("/").pop()] : schema;
  return Object.entries(known?.properties ?? {}).map(([name, value]) => [name, typeOf(value, api), value.description ?? ""]);
}

function credential(operation, api) {
  const names = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
  return names.map((name) => api.components.securitySchemes[name]?.description ?? name).join(" Or: ") || "None.";
}

function body(operation, api) {
  const media = operation.requestBody?.content?.["application/json"];
  if (!media) return [];
  const parts = [element("h4", "Body")];
  const fields = properties(media.schema, api);
  if (fields.length) parts.push(table(["Field", "Type", ""], fields));
  if (media.example) parts.push(element("pre", JSON.stringify(media.example, null, 2)));
  return parts;
}

function responses(operation, api) {
  const rows = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const schema = Object.values(response.content ?? {})[0]?.schema;
    return [status, response.description ?? "", typeOf(schema, api)];
  });
  return [element("h4", "Responses"), table(["Status", "", "Type"], rows)];
}

function details(path, method, operation, api) {
  const line = element("summary", "", element("code", `${method.toUpperCase()} ${path}`), element("span", operation.summary ?? ""));
  const made = element("details", "", line, element("p", `Credential: ${credential(operation, api)}`));
  const parameters = (operation.parameters ?? []).map((p) => [p.name, p.in, typeOf(p.schema, api), p.description ?? ""]);
  if (parameters.length) made.append(element("h4", "Parameters"), table(["Name", "In", "Type", ""], parameters));
  made.append(...body(operation, api), ...responses(operation, api));
  made.dataset.text = `${method} ${path} ${operation.summary ?? ""}`.toLowerCase();
  return made;
}

function show(api) {
  const main = document.getElementById("operations");
  const links = document.getElementById("tags");
  main.replaceChildren();
  for (const tag of api.tags ?? []) {
    const heading = element("h2", tag.name);
    heading.id = tag.name;
    const section = element("section", "", heading, element("p", tag.description ?? ""));
    for (const [path, item] of Object.entries(api.paths)) {
      for (const method of methods) {
        if (item[method]?.tags?.includes(tag.name)) section.append(details(path, method, item[method], api));
      }
    }
    main.append(section);
    const link = element("a", tag.name);
    link.href = `#${tag.name}`;
    links.append(link);
  }
}

function filter(event) {
  const text = event.target.value.toLowerCase();
  for (const made of document.querySelectorAll("details")) made.hidden = !made.dataset.text.includes(text);
}

document.getElementById("filter").addEventListener("input", filter);
fetch("openapi/v1.json")
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`The server answered with status ${answer.status}.`))))
  .then(show)
  .catch((error) => document.getElementById("operations").replaceChildren(element("p", `The document cannot be shown: ${error.message}`)));
