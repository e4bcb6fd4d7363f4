using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace OpsWorker.Functions.Http;

/// <summary>The environment that the OpenAPI document asks for the application's name. A function serves no files.</summary>
internal sealed class FunctionEnvironment : IHostEnvironment
{
    public string ApplicationName { get; set; } = "OpsWorker";

    public string EnvironmentName { get; set; } = Environments.Production;

    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
