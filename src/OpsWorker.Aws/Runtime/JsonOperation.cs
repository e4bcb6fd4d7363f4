using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace OpsWorker.Aws.Runtime;

/// <summary>
/// One operation of a service that speaks AWS JSON: the request is the body of a POST to <c>/</c>, the header
/// <c>X-Amz-Target</c> names the operation, an error's <c>__type</c> its code.
/// See https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html.
/// </summary>
/// <remarks>
/// What an answer may leave out has a setter and not an initialiser: source-generated JSON sets every property with an
/// initialiser, and with it loses the default of what is missing (https://github.com/dotnet/runtime/issues/84484).
/// </remarks>
internal sealed class JsonOperation<TRequest, TResponse>(
    JsonService service,
    string name,
    JsonTypeInfo<TRequest> requestType,
    JsonTypeInfo<TResponse> responseType)
    : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <summary>What the SDK's pipeline is given to run the operation.</summary>
    public InvokeOptions Options() => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Name)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, requestType),
        };
        request.Headers["Content-Type"] = "application/x-amz-json-" + service.ProtocolVersion;
        request.Headers["X-Amz-Target"] = service.TargetPrefix + "." + name;
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // Operations without an answer answer with nothing at all, not with an empty object.
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        if (body.Length == 0) return new TResponse();
        return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), responseType) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return service.CreateException(error);
    }
}

/// <summary>What the operations of one service have in common.</summary>
/// <param name="Name">The service's name in the SDK, for its metrics.</param>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>.</param>
/// <param name="ProtocolVersion">Of AWS JSON: 1.0 or 1.1.</param>
/// <param name="CreateException">Makes the service's own exception.</param>
internal sealed record JsonService(
    string Name, string TargetPrefix, string ProtocolVersion, Func<ErrorResponse, AmazonServiceException> CreateException);
