using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Functions.Http;

/// <summary>Endpoints of ASP.NET Core behind a Lambda function. They are built once, when the function starts.</summary>
internal sealed class HttpFunction
{
    private readonly Task<LambdaServer> _server;

    /// <summary>Begins to build the application.</summary>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="addServices">Adds what the endpoints need.</param>
    /// <param name="configure">Adds middleware and maps the endpoints.</param>
    public HttpFunction(ILoggerFactory loggers, Action<IServiceCollection> addServices, Action<WebApplication> configure) =>
        _server = StartAsync(loggers, addServices, configure);

    /// <summary>Answers the event.</summary>
    /// <exception cref="LambdaEventException">The event is not one of an HTTP API in payload format 2.0.</exception>
    public async Task<Stream> HandleAsync(Stream input)
    {
        var request = await ReadAsync(input);
        var response = await (await _server).AnswerAsync(request);
        var output = new MemoryStream();
        await JsonSerializer.SerializeAsync(output, response, ApiGatewayJson.Default.ApiGatewayResponse);
        output.Position = 0;
        return output;
    }

    private static async Task<ApiGatewayRequest> ReadAsync(Stream input)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(input, ApiGatewayJson.Default.ApiGatewayRequest)
                ?? throw new LambdaEventException("The event is JSON null.");
        }
        catch (JsonException e)
        {
            throw new LambdaEventException("The event is not one of an API Gateway HTTP API: " + e.Message, e);
        }
    }

    private static async Task<LambdaServer> StartAsync(
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
        return server;
    }
}
