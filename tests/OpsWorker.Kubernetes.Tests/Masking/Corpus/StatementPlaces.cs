using System.Text.Json;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

/// <summary>A whole statement, or a name with its value, in each of the six places.</summary>
internal static class StatementPlaces
{
    private const string Time = "2026-03-01T02:10:12.123456789Z ";

    public static QueryResult Plant(string place, string statement) => place switch
    {
        "log line" => SecretPlaces.Result(QueryVerb.Logs, Time + statement.Replace("\n", "\n" + Time, StringComparison.Ordinal)),
        "env" => SecretPlaces.Pod("env", new[] { new Dictionary<string, string> { ["name"] = "STARTUP", ["value"] = statement } }),
        "argument" => SecretPlaces.Pod("args", new[] { "sh", "-c", statement }),
        "annotation" => Annotation("note", statement),
        "ConfigMap" => SecretPlaces.List("ConfigMap", "data", new() { ["app.conf"] = $"# settings\n{statement}\nport = 80\n" }),
        _ => SecretPlaces.List("Event", "message", null, "Error: " + statement),
    };

    public static QueryResult Plant(string place, string name, string value) => place switch
    {
        "log line" => Plant(place, $"started with {name}={value}"),
        "env" => SecretPlaces.Pod("env", new[] { new Dictionary<string, string> { ["name"] = name, ["value"] = value } }),
        "argument" => SecretPlaces.Pod("args", new[] { $"--{name.ToLowerInvariant().Replace('_', '-')}", value }),
        "annotation" => Annotation(name, value),
        "ConfigMap" => SecretPlaces.List("ConfigMap", "data", new() { [name] = value }),
        _ => Plant(place, $"container app failed, {name}: {JsonSerializer.Serialize(value)} is not valid"),
    };

    private static QueryResult Annotation(string name, string value) => SecretPlaces.List(
        "Deployment",
        "metadata",
        new() { ["name"] = "web", ["annotations"] = new Dictionary<string, string> { [name] = value } });
}
