using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Http;

/// <summary>Endpoints of ASP.NET Core behind a Lambda function. They are built once, when the function starts.</summary>
/// <remarks>Without WebApplication, whose builder, host and server take a tenth of a function's time to its first answer.</remarks>
internal sealed class HttpFunction : IFunction
{
    private readonly RequestPipeline _pipeline;

    private HttpFunction(RequestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Builds services and middleware.</summary>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="addServices">Adds what the endpoints need.</param>
    /// <param name="configure">Adds the middleware between routing and the endpoints.</param>
    /// <param name="map">Maps the endpoints.</param>
    public static HttpFunction Create(
        ILoggerFactory loggers,
        Action<IServiceCollection> addServices,
        Action<IApplicationBuilder> configure,
        Action<IEndpointRouteBuilder> map)
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IHostEnvironment, FunctionEnvironment>();
        services.AddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        services.AddRoutingCore();
        addServices(services);
        var provider = services.BuildServiceProvider();
        var application = new ApplicationBuilder(provider);
        application.UseRouting();
        configure(application);
        application.UseEndpoints(map);
        return new HttpFunction(new RequestPipeline(
            application.Build(), provider.GetRequiredService<IServiceScopeFactory>(), loggers.CreateLogger<RequestPipeline>()));
    }

    /// <summary>Answers the request. At the deadline the answer is 503.</summary>
    /// <exception cref="LambdaEventException">The event is not one of an HTTP API in payload format 2.0.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var response = await _pipeline.AnswerAsync(Read(invocation.Payload.Span), cancellationToken);
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
