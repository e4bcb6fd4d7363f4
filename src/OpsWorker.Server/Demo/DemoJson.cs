using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Server.Demo;

/// <summary>The answer to a webhook.</summary>
internal sealed record AcceptedAlerts(IReadOnlyList<string> Alerts);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AcceptedAlerts))]
internal sealed partial class DemoJson : JsonSerializerContext;
