using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace OpsWorker.Aws.Runtime;

/// <summary>
/// An operation of a service with the AWS query protocol: the request is a form, the response XML.
/// See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
/// </summary>
internal sealed class QueryOperation<TRequest, TResponse>(
    QueryService service,
    string name,
    Action<TRequest, ParameterCollection> writeParameters,
    Action<XmlUnmarshallerContext, TResponse> readElement)
    : XmlResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <summary>Creates the options with which the SDK's pipeline runs the operation.</summary>
    public InvokeOptions Options() => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Name) { HttpMethod = "POST", ResourcePath = "/" };
        request.ParameterCollection.Add("Action", name);
        request.ParameterCollection.Add("Version", service.Version);
        writeParameters((TRequest)input, request.ParameterCollection);
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = new TResponse();
        while (input.Read())
        {
            if (input.IsStartElement) readElement(input, response);
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return service.CreateException(error);
    }
}

/// <summary>A service with the AWS query protocol.</summary>
/// <param name="Name">The service's name in the SDK's metrics.</param>
/// <param name="Version">The version of the API.</param>
/// <param name="CreateException">Creates the service's own exception.</param>
internal sealed record QueryService(string Name, string Version, Func<ErrorResponse, AmazonServiceException> CreateException);
