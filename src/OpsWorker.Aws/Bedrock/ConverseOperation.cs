using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using OpsWorker.Aws.Bedrock.Model;

namespace OpsWorker.Aws.Bedrock;

/// <summary>The operation Converse: JSON to and from <c>POST /model/{modelId}/converse</c>.</summary>
internal sealed class ConverseOperation : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly ConverseOperation Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var converse = (ConverseRequest)input;
        var request = new DefaultRequest(input, "Amazon.BedrockRuntime")
        {
            HttpMethod = "POST",
            ResourcePath = "/model/{modelId}/converse",
            Content = JsonSerializer.SerializeToUtf8Bytes(converse.Body, ConverseJson.Default.ConverseBody),
        };
        request.AddPathResource("{modelId}", converse.ModelId);
        request.Headers["Content-Type"] = "application/json";
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        try
        {
            var content = JsonSerializer.Deserialize(input.Stream, ConverseJson.Default.ConverseContent);
            return new ConverseResponse { Content = content ?? throw new JsonException("The answer is null.") };
        }
        catch (JsonException)
        {
            return new ConverseResponse { Content = null };
        }
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return new AmazonBedrockRuntimeException(error);
    }
}
