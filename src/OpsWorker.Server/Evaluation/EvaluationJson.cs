using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Server.Evaluation;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CaseLine))]
[JsonSerializable(typeof(Summary))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
