using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Http;

/// <summary>Endpoints of ASP.NET Core behind a Lambda function. They are built once, when the function starts.</summary>
internal sealed class HttpFunction : IFunction
{
    private readonly LambdaServer _server;

    private HttpFunction(LambdaServer server) => _server = server;

    /// <summary>Builds the application.</summary>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="addServices">Adds what the endpoints need.</param>
    /// <param name="configure">Adds middleware and maps the endpoints.</param>
    public static async Task<HttpFunction> StartAsync(
        ILoggerFactory loggers, Action<IServiceCollection> addServices, Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var server = new LambdaServer(loggers.CreateLogger<LambdaServer>());
        builder.Services.AddSingleton<IServer>(server);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        addServices(builder.Services);
        var application = builder.Build();
        configure(application);
        await application.StartAsync();
        return new HttpFunction(server);
    }

    /// <summary>Answers the request. At the deadline the answer is 503.</summary>
    /// <exception cref="LambdaEventException">The event is not one of an HTTP API in payload format 2.0.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var response = await _server.AnswerAsync(Read(invocation.Payload.Span), cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(response, ApiGatewayJson.Default.ApiGatewayResponse);
    }

    private static ApiGatewayRequest Read(ReadOnlySpan<byte> input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, ApiGatewayJson.Default.ApiGatewayRequest)
                ?? throw new LambdaEventException("The event is JSON null.");
        }
        catch (JsonException e)
        {
            throw new LambdaEventException("The event is not one of an API Gateway HTTP API: " + e.Message, e);
        }
    }
}
