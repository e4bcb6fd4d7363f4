using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Functions.Http;

/// <summary>The server of ASP.NET Core that listens to nothing: it is given each request as an event of API Gateway.</summary>
internal sealed partial class LambdaServer(ILogger<LambdaServer> logger) : IServer
{
    private Func<IFeatureCollection, Task>? _process;

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _process = features => ProcessAsync(application, features);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Answers one request. What the application does not catch is answered with 503 where the client should try again,
    /// with 500 otherwise, as Kestrel does.
    /// </summary>
    /// <exception cref="LambdaEventException">The event is not one of an HTTP API in payload format 2.0.</exception>
    public async Task<ApiGatewayResponse> AnswerAsync(ApiGatewayRequest request, CancellationToken cancellationToken)
    {
        var process = _process ?? throw new InvalidOperationException("The server is not started.");
        using var response = new LambdaResponse();
        var features = RequestFeatures.From(request, cancellationToken);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        var requestId = features.GetRequiredFeature<IHttpRequestIdentifierFeature>().TraceIdentifier;
        try
        {
            await process(features);
        }
        catch (BadHttpRequestException e)
        {
            return ResponseContent.Empty(e.StatusCode);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            RequestTimedOut(e, requestId);
            return ResponseContent.Unavailable("The request took too long and was ended.");
        }
        catch (Exception e) when (Unavailability.IsCauseOf(e))
        {
            RequestFailed(e, requestId);
            return ResponseContent.Unavailable("A service that the request needs failed or cannot be reached.");
        }
        catch (Exception e)
        {
            RequestFailed(e, requestId);
            return ResponseContent.Empty(StatusCodes.Status500InternalServerError);
        }

        if (response.Written.Length <= ResponseContent.MaxBytes) return ResponseContent.From(response);
        ResponseTooLarge(requestId, response.Written.Length, ResponseContent.MaxBytes);
        return ResponseContent.Empty(StatusCodes.Status500InternalServerError);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to close.
    }

    private static async Task ProcessAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var response = (LambdaResponse)features.GetRequiredFeature<IHttpResponseFeature>();
        var context = application.CreateContext(features);
        Exception? failure = null;
        try
        {
            await application.ProcessRequestAsync(context);
            await response.CompleteAsync();
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            await response.RunOnCompletedAsync();
            application.DisposeContext(context, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private partial void RequestFailed(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} was ended, for the function's deadline is near")]
    private partial void RequestTimedOut(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to request {RequestId} has {Bytes} bytes; {MaxBytes} can be returned")]
    private partial void ResponseTooLarge(string requestId, int bytes, int maxBytes);
}
