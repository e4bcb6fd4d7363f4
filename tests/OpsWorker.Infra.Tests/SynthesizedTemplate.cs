using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsWorker.Infra.Tests;

/// <summary>A resource of a template, and how its values read.</summary>
internal sealed record TemplateResource(SynthesizedTemplate Template, string Id, JsonObject Json)
{
    public string Type => (string)Json[nameof(Type)]!;

    public JsonObject Properties => (JsonObject)(Json[nameof(Properties)] ?? new JsonObject());

    public string? DeletionPolicy => (string?)Json[nameof(DeletionPolicy)];

    /// <summary>The property at a path like <c>Code.S3Key</c>, with references readable; null where there is none.</summary>
    public string? this[string path] => Node(path) is { } node ? Template.Text(node) : null;

    public JsonNode? Node(string path)
    {
        JsonNode? node = Properties;
        foreach (var part in path.Split('.'))
        {
            node = int.TryParse(part, CultureInfo.InvariantCulture, out var index) ? node?[index] : node?[part];
        }

        return node;
    }
}

/// <summary>A CloudFormation template that the CDK wrote.</summary>
internal sealed class SynthesizedTemplate(string path, bool isTerminationProtected)
{
    private static readonly string[] NameProperties =
        ["QueueName", "TopicName", "TableName", "FunctionName", "RoleName", "LogGroupName"];

    private readonly JsonObject _json = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;

    public string FilePath => path;

    public bool IsTerminationProtected => isTerminationProtected;

    public JsonObject? Rules => (JsonObject?)_json[nameof(Rules)];

    public JsonObject? Parameters => (JsonObject?)_json[nameof(Parameters)];

    public IReadOnlyList<TemplateResource> All =>
        [.. ((JsonObject)_json["Resources"]!).Select(r => new TemplateResource(this, r.Key, (JsonObject)r.Value!))];

    public IReadOnlyList<TemplateResource> OfType(string type) => [.. All.Where(r => r.Type == type)];

    public TemplateResource Single(string type) => OfType(type).ShouldHaveSingleItem();

    /// <summary>The one of that type whose property has the value.</summary>
    public TemplateResource Find(string type, string property, string value) =>
        OfType(type).Where(r => r[property] == value).ShouldHaveSingleItem($"{type} with {property} {value}");

    public string Output(string name) => Text(_json["Outputs"]![name]!["Value"]!);

    /// <summary>
    /// A value as a person reads it: a reference is the name of what it refers to, or its id in the template where
    /// CloudFormation makes the name up, with the attribute after a dot.
    /// </summary>
    public string Text(JsonNode node) => node switch
    {
        JsonArray array => string.Join(",", array.Select(item => Text(item!))),
        JsonObject { Count: 1 } reference when reference["Ref"] is { } id => Name((string)id!),
        JsonObject { Count: 1 } attribute when attribute["Fn::GetAtt"] is JsonArray parts =>
            Attribute(Name((string)parts[0]!), (string)parts[1]!),
        JsonObject { Count: 1 } join when join["Fn::Join"] is JsonArray parts =>
            string.Join((string)parts[0]!, ((JsonArray)parts[1]!).Select(item => Text(item!))),
        // The seventh part of a function's ARN is its name.
        JsonObject { Count: 1 } select when select["Fn::Select"] is JsonArray parts && (int)parts[0]! == 6 =>
            Text(parts[1]!["Fn::Split"]![1]!).Split(':')[0],
        JsonObject other => other.ToJsonString(),
        _ => node.ToString(),
    };

    private static string Attribute(string name, string attribute) => attribute == "Arn" ? name : $"{name}.{attribute}";

    private string Name(string id)
    {
        if (id.StartsWith("AWS::", StringComparison.Ordinal)) return $"<{id["AWS::".Length..]}>";
        var properties = _json["Resources"]?[id]?["Properties"];
        // Of a version's alias, the name that callers call.
        if (properties?["FunctionVersion"] is not null) return $"{Text(properties["FunctionName"]!)}:{properties["Name"]}";
        var name = NameProperties.Select(property => properties?[property])
            .FirstOrDefault(value => value is JsonValue || value?["Fn::Join"] is not null);
        return name is null ? id : Text(name);
    }
}
