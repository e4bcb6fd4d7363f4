using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Functions.Http;

/// <summary>Middleware and endpoints of ASP.NET Core without its host and server: each request is an event of API Gateway.</summary>
/// <param name="handle">The first middleware.</param>
/// <param name="scopes">Where each request's services come from.</param>
/// <param name="logger">Where failures are logged.</param>
internal sealed partial class RequestPipeline(RequestDelegate handle, IServiceScopeFactory scopes, ILogger<RequestPipeline> logger)
{
    /// <summary>
    /// Answers one request. What the application does not catch is answered with 503 where the client should try again,
    /// with 500 otherwise, as Kestrel does.
    /// </summary>
    /// <exception cref="LambdaEventException">The event is not one of an HTTP API in payload format 2.0.</exception>
    public async Task<ApiGatewayResponse> AnswerAsync(ApiGatewayRequest request, CancellationToken cancellationToken)
    {
        using var response = new LambdaResponse();
        var features = RequestFeatures.From(request, cancellationToken);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        var context = new DefaultHttpContext(features) { ServiceScopeFactory = scopes };
        try
        {
            await ProcessAsync(context, response);
        }
        catch (BadHttpRequestException e)
        {
            return ResponseContent.Empty(e.StatusCode);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            RequestTimedOut(e, context.TraceIdentifier);
            return ResponseContent.Unavailable("The request took too long and was ended.");
        }
        catch (Exception e) when (Unavailability.IsCauseOf(e))
        {
            RequestFailed(e, context.TraceIdentifier);
            return ResponseContent.Unavailable("A service that the request needs failed or cannot be reached.");
        }
        catch (Exception e)
        {
            RequestFailed(e, context.TraceIdentifier);
            return ResponseContent.Empty(StatusCodes.Status500InternalServerError);
        }

        if (response.Written.Length <= ResponseContent.MaxBytes) return ResponseContent.From(response);
        ResponseTooLarge(context.TraceIdentifier, response.Written.Length, ResponseContent.MaxBytes);
        return ResponseContent.Empty(StatusCodes.Status500InternalServerError);
    }

    private async Task ProcessAsync(DefaultHttpContext context, LambdaResponse response)
    {
        try
        {
            await handle(context);
            await response.CompleteAsync();
        }
        finally
        {
            // The request's services are disposed of there.
            await response.RunOnCompletedAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private partial void RequestFailed(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} was ended, for the function's deadline is near")]
    private partial void RequestTimedOut(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to request {RequestId} has {Bytes} bytes; {MaxBytes} can be returned")]
    private partial void ResponseTooLarge(string requestId, int bytes, int maxBytes);
}
