using System.Text.Json.Nodes;
using OpsWorker.Testing;
using YamlDotNet.Serialization;

namespace OpsWorker.Infra.Tests;

/// <summary>A workflow of GitHub Actions, parsed.</summary>
internal sealed class Workflow
{
    private readonly JsonObject _root;

    private Workflow(JsonObject root) => _root = root;

    public static Workflow Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", name));
        var yaml = new DeserializerBuilder().Build().Deserialize<object>(text);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(yaml);
        return new Workflow(JsonNode.Parse(json)!.AsObject());
    }

    public JsonObject Permissions => _root["permissions"]!.AsObject();

    public IReadOnlyList<string> Jobs => [.. _root["jobs"]!.AsObject().Select(job => job.Key)];

    public JsonObject Job(string name) => _root["jobs"]![name]!.AsObject();

    public IReadOnlyList<JsonObject> Steps(string job) =>
        [.. (Job(job)["steps"] as JsonArray ?? []).Select(step => step!.AsObject())];

    /// <summary>The commands of a job.</summary>
    public string Commands(string job) => string.Join('\n', Steps(job).Select(step => (string?)step["run"]).OfType<string>());

    /// <summary>The steps of a job that use an action.</summary>
    public IReadOnlyList<JsonObject> Uses(string job, string action) =>
        [.. Steps(job).Where(step => ((string?)step["uses"])?.StartsWith(action + "@", StringComparison.Ordinal) == true)];

    public IReadOnlyList<string> Needs(string job) => Job(job)["needs"] switch
    {
        JsonArray names => [.. names.Select(name => (string)name!)],
        JsonValue name => [(string)name!],
        _ => [],
    };
}
