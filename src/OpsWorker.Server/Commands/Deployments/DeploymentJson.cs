using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands.Deployments;

// What the commands print with --json.
internal sealed record ExpiredKey(string Id, DateTimeOffset ExpiresAt);

internal sealed record Redriven(string Queue);

internal sealed record Dropped(string Queue, int Count);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewOrganisation))]
[JsonSerializable(typeof(Organisation))]
[JsonSerializable(typeof(ExpiredKey))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(Redriven))]
[JsonSerializable(typeof(Dropped))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
