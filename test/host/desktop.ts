export async function findDesktop(): Promise<any> {}
export function desktopHost(p: any): any {}
