using System.Text.Json;
using OpsWorker.Infra.Settings;
using OpsWorker.Testing;

namespace OpsWorker.Infra.Tests;

/// <summary>The context of the repository's own <c>cdk.json</c>, with some values as <c>cdk -c</c> would set them.</summary>
internal static class Context
{
    public static DeploymentSettings Settings(params (string Key, object Value)[] changes)
    {
        var context = Read();
        foreach (var (key, value) in changes) context[key] = value;
        return DeploymentSettings.Read(key => context.TryGetValue(key, out var value) ? value : null);
    }

    /// <summary>The stages of the file and another one with the settings of one of them.</summary>
    public static Dictionary<string, object> StagesWith(string name, string like)
    {
        var stages = (Dictionary<string, object>)Read()["stages"];
        return new Dictionary<string, object>(stages) { [name] = stages[like] };
    }

    private static Dictionary<string, object> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cdk.json")));
        return Objects(file.RootElement.GetProperty("context"));
    }

    private static Dictionary<string, object> Objects(JsonElement element) =>
        element.EnumerateObject().ToDictionary(property => property.Name, property => Value(property.Value));

    // The types that the CDK's runtime for .NET gives.
    private static object Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Objects(element),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        _ => element.GetString()!,
    };
}
