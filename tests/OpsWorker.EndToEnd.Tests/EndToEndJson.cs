using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>The JSON of API answers that are not types of Core.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InvestigationLine))]
internal sealed partial class EndToEndJson : JsonSerializerContext;
