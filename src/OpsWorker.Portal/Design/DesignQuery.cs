using Microsoft.AspNetCore.Http;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Design;

/// <summary>The page that shows the design system: tokens and components in each of their states.</summary>
internal static class DesignQuery
{
    public static Task<IResult> ShowAsync(PortalRequest request) =>
        Task.FromResult(PortalRequest.Page(DesignPage.Create(request.Frame("Design", PortalSection.None))));
}
