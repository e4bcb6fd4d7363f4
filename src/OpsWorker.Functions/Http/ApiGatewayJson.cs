using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Functions.Http;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiGatewayRequest))]
[JsonSerializable(typeof(ApiGatewayResponse))]
[JsonSerializable(typeof(HttpProblem))]
internal sealed partial class ApiGatewayJson : JsonSerializerContext;
