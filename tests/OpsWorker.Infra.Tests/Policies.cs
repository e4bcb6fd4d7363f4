using System.Text.Json.Nodes;

namespace OpsWorker.Infra.Tests;

/// <summary>A statement of a policy of IAM or of a resource.</summary>
internal sealed record PolicyStatement(TemplateResource Holder, JsonObject Json)
{
    public string? Sid => (string?)Json[nameof(Sid)];

    public bool Allows => (string?)Json["Effect"] == "Allow";

    public IReadOnlyList<string> Actions => Texts("Action");

    public IReadOnlyList<string> Resources => Texts("Resource");

    public string? Principal => Json[nameof(Principal)] is JsonObject principal
        ? string.Join(",", principal.Select(p => $"{p.Key}={Holder.Template.Text(p.Value!)}"))
        : (string?)Json[nameof(Principal)];

    public string? Condition => Json[nameof(Condition)] is { } condition ? Readable(condition) : null;

    public override string ToString()
    {
        var who = Principal is null ? "" : $" by {Principal}";
        var where = Resources.Count == 0 ? "" : $" on {string.Join(", ", Resources)}";
        var when = Condition is null ? "" : $" when {Condition}";
        return $"{(Allows ? "allow" : "deny")} {string.Join(", ", Actions)}{who}{where}{when}";
    }

    private string Readable(JsonNode condition) => string.Join(
        " and ",
        from test in (JsonObject)condition
        from key in (JsonObject)test.Value!
        select $"{test.Key} {key.Key} {Holder.Template.Text(key.Value!)}");

    private IReadOnlyList<string> Texts(string property) => Json[property] switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => Holder.Template.Text(item!))],
        { } single => [Holder.Template.Text(single)],
    };
}

/// <summary>The policies of a template.</summary>
internal static class Policies
{
    private static readonly string[] Properties = ["PolicyDocument", "AssumeRolePolicyDocument"];

    /// <summary>Every statement of every policy.</summary>
    public static IEnumerable<PolicyStatement> Statements(this SynthesizedTemplate template) =>
        template.All.SelectMany(Statements);

    /// <summary>The statements of one resource.</summary>
    public static IEnumerable<PolicyStatement> Statements(this TemplateResource resource) =>
        from property in Properties
        let document = resource.Properties[property]
        where document is not null
        from statement in (JsonArray)document["Statement"]!
        select new PolicyStatement(resource, (JsonObject)statement!);

    /// <summary>The statements of a queue's, topic's or bucket's own policy, found by the property that names it.</summary>
    public static IReadOnlyList<string> PolicyOf(this SynthesizedTemplate template, string policyType, string property, string target) =>
        [.. template.OfType(policyType).Where(p => p[property] == target).SelectMany(Statements).Select(s => s.ToString())];
}
