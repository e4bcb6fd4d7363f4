using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>How answers of the API are read that are not nouns of their own.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InvestigationLine))]
internal sealed partial class EndToEndJson : JsonSerializerContext;
